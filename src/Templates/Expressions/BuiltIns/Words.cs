using System.Text;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Words and the space around them.</summary>
internal static class Words
{
    /// <summary>Makes the first letter of each word a capital.</summary>
    public static string Title(string text, bool lowerRest)
    {
        var result = new StringBuilder(text.Length);
        var isInside = false;
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(isInside ? lowerRest ? Rune.ToLowerInvariant(rune) : rune : Rune.ToUpperInvariant(rune));
            isInside = Rune.IsLetter(rune) || (isInside && rune.Value == '\'') || (!lowerRest && !Rune.IsWhiteSpace(rune));
        }

        return result.ToString();
    }

    /// <summary>Takes characters off the ends: those of a set, or white space when there is none.</summary>
    public static string Trim(Arguments a, string text, string? set, bool start, bool end)
    {
        var runes = set?.EnumerateRunes().ToHashSet();
        a.Budget.SpendOn(set?.Length ?? 0, a.Position);
        var (from, to) = (0, text.Length);
        while (start && from < to && Rune.TryGetRuneAt(text, from, out var rune) && IsCut(rune))
        {
            from += rune.Utf16SequenceLength;
        }

        while (end && to > from && Rune.DecodeLastFromUtf16(text.AsSpan(from, to - from), out var rune, out var length) == System.Buffers.OperationStatus.Done && IsCut(rune))
        {
            to -= length;
        }

        return text[from..to];

        bool IsCut(Rune rune) => runes?.Contains(rune) ?? Rune.IsWhiteSpace(rune);
    }

    /// <summary>The words between white space.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var begin = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isSpace = i == text.Length || char.IsWhiteSpace(text[i]);
            if (isSpace && begin >= 0)
            {
                yield return text[begin..i];
                begin = -1;
            }
            else if (!isSpace && begin < 0)
            {
                begin = i;
            }
        }
    }
}
