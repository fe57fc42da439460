using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>CUE's packages strings and regexp.</summary>
internal static class CueTexts
{
    private const string Space = " \t\n\v\f\r\u0085\u00a0";

    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("strings.Contains", "s, part", a => Contains(a, a.Text(0), a.Text(1))),
        new("strings.ContainsAny", "s, chars", a => a.Paid(a.Text(0)).EnumerateRunes().ToHashSet().Overlaps(a.Paid(a.Text(1)).EnumerateRunes())),
        new("strings.Count", "s, part", a => (long)Replacing.Count(a, a.Text(0), a.Text(1))),
        new("strings.Fields", "s", a => Fields(a)),
        new("strings.HasPrefix", "s, prefix", a => a.Paid(a.Text(0)).StartsWith(a.Text(1), StringComparison.Ordinal)),
        new("strings.HasSuffix", "s, suffix", a => a.Paid(a.Text(0)).EndsWith(a.Text(1), StringComparison.Ordinal)),
        new("strings.Index", "s, part", a => Find(a, last: false)),
        new("strings.LastIndex", "s, part", a => Find(a, last: true)),
        new("strings.Join", "list, sep", a => Replacing.Join(a, a.Texts(0), a.Text(1))),
        new("strings.Repeat", "s, count", a => a.Evaluator.Rules.Apply(Syntax.Operator.Multiply, a.Text(0), a.Whole(1), a.Budget, a.Position)),
        new("strings.Replace", "s, old, new, count", a => Replacing.Replace(a, a.Text(0), a.Text(1), a.Text(2), a.Whole(3))),
        new("strings.Runes", "s", a => Runes(a)),
        new("strings.SliceRunes", "s, start, end", Slice),
        new("strings.Split", "s, sep", a => Split(a, -1)),
        new("strings.SplitN", "s, sep, count", a => a.Whole(2) == 0 ? new ListValue([]) : Split(a, a.Whole(2) < 0 ? -1 : a.Whole(2) - 1)),
        new("strings.ToLower", "s", a => a.Paid(a.Text(0)).ToLowerInvariant()),
        new("strings.ToUpper", "s", a => a.Paid(a.Text(0)).ToUpperInvariant()),
        new("strings.ToTitle", "s", a => Words.Title(a.Paid(a.Text(0)), lowerRest: false)),
        new("strings.ToCamel", "s", a => string.Join(' ', a.Paid(a.Text(0)).Split(' ').Select(Lowered))),
        new("strings.Trim", "s, cutset", a => Words.Trim(a, a.Paid(a.Text(0)), a.Text(1), true, true)),
        new("strings.TrimLeft", "s, cutset", a => Words.Trim(a, a.Paid(a.Text(0)), a.Text(1), true, false)),
        new("strings.TrimRight", "s, cutset", a => Words.Trim(a, a.Paid(a.Text(0)), a.Text(1), false, true)),
        new("strings.TrimSpace", "s", a => Words.Trim(a, a.Paid(a.Text(0)), Space, true, true)),
        new("strings.TrimPrefix", "s, prefix", a => a.Paid(a.Text(0)).StartsWith(a.Text(1), StringComparison.Ordinal) ? a.Text(0)[a.Text(1).Length..] : a.Text(0)),
        new("strings.TrimSuffix", "s, suffix", a => a.Paid(a.Text(0)).EndsWith(a.Text(1), StringComparison.Ordinal) ? a.Text(0)[..^a.Text(1).Length] : a.Text(0)),
        new("strings.MinRunes", "s, min", a => TextUnits.Length(a.Paid(a.Text(0))) >= a.Whole(1)),
        new("strings.MaxRunes", "s, max", a => TextUnits.Length(a.Paid(a.Text(0))) <= a.Whole(1)),
        new("regexp.Match", "pattern, s", a => Patterns.IsMatch(a.Text(1), a.Text(0), a.Budget, a.Position)),
        new("regexp.Find", "pattern, s", a => Valid(a, Matches(a).FirstOrDefault()?.Value ?? throw a.Error("nothing matches."))),
        new("regexp.FindAll", "pattern, s, count", FindAll),
        new("regexp.ReplaceAllLiteral", "pattern, s, new", ReplaceAll),
    ];

    private static bool Contains(Arguments a, string text, string part)
    {
        a.PayForSearch(text, part);
        return text.Contains(part, StringComparison.Ordinal);
    }

    private static ListValue Fields(Arguments a)
    {
        a.Budget.Spend(a.Text(0).Length / 2, a.Position);
        a.Budget.CheckSize(a.Text(0).Length + (Words.Split(a.Text(0)).LongCount() * Values.EntrySize), a.Position);
        return new([.. Words.Split(a.Text(0))]);
    }

    private static long Find(Arguments a, bool last)
    {
        var (text, part) = (a.Text(0), a.Text(1));
        a.PayForSearch(text, part);
        return TextUnits.IndexOf(text, last ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal));
    }

    private static ListValue Runes(Arguments a)
    {
        a.Budget.CheckSize(a.Text(0).Length * (long)Values.EntrySize, a.Position);
        a.Budget.Spend(a.Text(0).Length, a.Position);
        return new([.. a.Text(0).EnumerateRunes().Select(rune => (object?)(long)rune.Value)]);
    }

    private static string Slice(Arguments a)
    {
        var count = TextUnits.Length(a.Paid(a.Text(0)));
        return a.Whole(1) >= 0 && a.Whole(1) <= a.Whole(2) && a.Whole(2) <= count
            ? TextUnits.Slice(a.Text(0), a.Count(1), a.Count(2))
            : throw a.Error("the range is not within the text.");
    }

    private static ListValue Split(Arguments a, long count)
    {
        if (a.Text(1).Length > 0)
        {
            return new(Replacing.Split(a, a.Text(0), a.Text(1), count));
        }

        a.Budget.CheckSize(a.Text(0).Length * (Values.EntrySize + 1L), a.Position);
        a.Budget.Spend(a.Text(0).Length, a.Position);
        var each = TextUnits.Each(a.Text(0)).ToList();
        return count < 0 || each.Count <= count + 1 ? new(each) : new([.. each.Take((int)count), string.Concat(each.Skip((int)count))]);
    }

    private static ListValue FindAll(Arguments a)
    {
        var most = a.Whole(2);
        var found = new List<object?>();
        foreach (var match in Matches(a))
        {
            if (most >= 0 && found.Count >= most)
            {
                break;
            }

            a.Budget.CheckSize((found.Count + 1L) * Values.EntrySize, a.Position);
            a.Budget.Spend(4, a.Position);
            found.Add(Valid(a, match.Value));
        }

        return found.Count > 0 ? new(found) : throw a.Error("nothing matches.");
    }

    private static string ReplaceAll(Arguments a)
    {
        var (text, replacement) = (a.Text(1), a.Text(2));
        var result = new System.Text.StringBuilder();
        var offset = 0;
        foreach (var match in Matches(a))
        {
            a.Budget.SpendOn(replacement.Length + 64, a.Position);
            a.Budget.CheckSize((long)result.Length + (match.Index - offset) + replacement.Length, a.Position);
            result.Append(text, offset, match.Index - offset).Append(replacement);
            offset = match.Index + match.Length;
        }

        return Valid(a, result.Append(text, offset, text.Length - offset).ToString());
    }

    private static IEnumerable<System.Text.RegularExpressions.Match> Matches(Arguments a) => Patterns.Matches(a.Text(0), a.Text(1), a.Budget, a.Position);

    // A pattern may match one half of a character beyond the first 65,536.
    private static string Valid(Arguments a, string text) => TextUnits.IsValid(text) ? text : throw a.Error("the regular expression cuts a character in two.");

    private static string Lowered(string word) => word.Length == 0 ? word : char.ToLowerInvariant(word[0]) + word[1..];
}
