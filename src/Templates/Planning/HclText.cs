namespace Actors.Templates.Planning;

/// <summary>Finds what certainly is no HCL. OpenTofu itself reads the rest, in the job.</summary>
internal static class HclText
{
    private const int MaxDepth = 200;

    /// <summary>What is wrong with a value; null when it may be HCL.</summary>
    public static string? Problem(string text)
    {
        var trimmed = text.Trim();
        if (trimmed is "" or "''")
        {
            // Templates in the wild write '' for an empty text.
            return null;
        }

        return IsWord(trimmed) && trimmed is not ("true" or "false" or "null")
            ? "a text must stand in double quotes"
            : Brackets(trimmed);
    }

    private static bool IsWord(string text) => (char.IsLetter(text[0]) || text[0] == '_') && text.All(character => char.IsLetterOrDigit(character) || character is '_' or '-');

    private static string? Brackets(string text)
    {
        // What is open: a bracket, or '"' for a text, in which "${" opens HCL again.
        var open = new Stack<char>();
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (open.TryPeek(out var inside) && inside == '"')
            {
                i += InText(text, i, next, open);
                continue;
            }

            switch (text[i])
            {
                case '#' or '/' when text[i] == '#' || next == '/':
                    i = EndOf(text, "\n", i);
                    break;
                case '/' when next == '*':
                    i = EndOf(text, "*/", i + 2);
                    break;
                case '<' when next == '<':
                    // The end of a here-document is its own word; what is in it needs no balance.
                    return null;
                case '"' or '[' or '{' or '(':
                    open.Push(text[i]);
                    break;
                case ']' or '}' or ')' when !open.TryPop(out var opener) || opener != Opener(text[i]):
                    return $"'{text[i]}' closes what is not open";
                default:
                    break;
            }

            if (open.Count > MaxDepth)
            {
                return $"it is nested deeper than {MaxDepth} levels";
            }
        }

        return open.TryPop(out var left) ? left == '"' ? "a text has no end" : $"'{left}' is not closed" : null;
    }

    // How many characters more than this one are done with.
    private static int InText(string text, int at, char next, Stack<char> open)
    {
        switch (text[at])
        {
            case '\\':
                return 1;
            case '"':
                open.Pop();
                return 0;
            case '$' or '%' when next == text[at]:
                return 1;
            case '$' or '%' when next == '{':
                open.Push('{');
                return 1;
            default:
                return 0;
        }
    }

    private static int EndOf(string text, string end, int from)
    {
        var found = from < text.Length ? text.IndexOf(end, from, StringComparison.Ordinal) : -1;
        return found < 0 ? text.Length : found + end.Length - 1;
    }

    private static char Opener(char closer) => closer switch { ']' => '[', '}' => '{', _ => '(' };
}
