using System.Text;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Methods of Starlark's texts that give one text, number or boolean.</summary>
internal static class TextMethods
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("lower", ".", a => a.Paid(a.Text(0)).ToLowerInvariant()),
        new("upper", ".", a => a.Paid(a.Text(0)).ToUpperInvariant()),
        new("capitalize", ".", a => Capitalized(a.Paid(a.Text(0)))),
        new("title", ".", a => Words.Title(a.Paid(a.Text(0)), lowerRest: true)),
        new("strip", "., cutset?", a => Trim(a, both: true, start: false)),
        new("lstrip", "., cutset?", a => Trim(a, both: false, start: true)),
        new("rstrip", "., cutset?", a => Trim(a, both: false, start: false)),
        new("removeprefix", "., prefix", a => a.Paid(a.Text(0)).StartsWith(a.Text(1), StringComparison.Ordinal) ? a.Text(0)[a.Text(1).Length..] : a.Text(0)),
        new("removesuffix", "., suffix", a => a.Text(1).Length > 0 && a.Paid(a.Text(0)).EndsWith(a.Text(1), StringComparison.Ordinal) ? a.Text(0)[..^a.Text(1).Length] : a.Text(0)),
        new("startswith", "., prefix, start?, end?", a => Any(a, Part(a), (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
        new("endswith", "., suffix, start?, end?", a => Any(a, Part(a), (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
        new("find", "., sub, start?, end?", a => Find(a, last: false)),
        new("rfind", "., sub, start?, end?", a => Find(a, last: true)),
        new("index", "., sub, start?, end?", a => Find(a, last: false) is >= 0 and var found ? found : throw a.Error("the text does not have it.")),
        new("rindex", "., sub, start?, end?", a => Find(a, last: true) is >= 0 and var found ? found : throw a.Error("the text does not have it.")),
        new("count", "., sub, start?, end?", a => (long)Replacing.Count(a, Part(a), a.Text(1))),
        new("replace", "., old, new, count?", a => Replacing.Replace(a, a.Text(0), a.Text(1), a.Text(2), a.Whole(3, -1))),
        new("join", "., list", a => Replacing.Join(a, a.Texts(1), a.Text(0))),
        new("format", "., args*", a => BraceFormat.Format(a.Text(0), a)) { TakesNames = true },
        new("elems", ".", a => new ListValue([.. TextUnits.Each(Sized(a))])),
        new("isalnum", ".", a => AllRunes(a, rune => Rune.IsLetterOrDigit(rune))),
        new("isalpha", ".", a => AllRunes(a, Rune.IsLetter)),
        new("isdigit", ".", a => AllRunes(a, Rune.IsDigit)),
        new("isspace", ".", a => AllRunes(a, Rune.IsWhiteSpace)),
        new("islower", ".", a => Cased(a, Rune.IsLower, Rune.IsUpper)),
        new("isupper", ".", a => Cased(a, Rune.IsUpper, Rune.IsLower)),
        new("istitle", ".", a => a.Text(0).Any(char.IsLetter) && Words.Title(a.Paid(a.Text(0)), lowerRest: true) == a.Text(0)),
    ];

    /// <summary>The text between the optional start and end.</summary>
    private static string Part(Arguments a)
    {
        var text = a.Paid(a.Text(0));
        if (!a.Has(2) && !a.Has(3))
        {
            return text;
        }

        var (begin, end) = Range(a, text);
        return TextUnits.Slice(text, begin, end);
    }

    private static (int Begin, int End) Range(Arguments a, string text)
    {
        var count = TextUnits.Length(text);
        return (Bound(a.Count(2)), Bound(a.Count(3, int.MaxValue)));

        int Bound(int index) => Math.Clamp(index < 0 ? index + count : index, 0, count);
    }

    private static long Find(Arguments a, bool last)
    {
        var (part, sub) = (Part(a), a.Text(1));
        a.PayForSearch(part, sub);
        var found = TextUnits.IndexOf(part, last ? part.LastIndexOf(sub, StringComparison.Ordinal) : part.IndexOf(sub, StringComparison.Ordinal));
        return found < 0 ? -1 : found + Range(a, a.Text(0)).Begin;
    }

    private static bool Any(Arguments a, string text, Func<string, string, bool> test) =>
        a[1] is ListValue ? a.Texts(1).Exists(part => test(text, part)) : test(text, a.Text(1));

    private static string Trim(Arguments a, bool both, bool start)
    {
        var text = a.Paid(a.Text(0));
        return Words.Trim(a, text, a.Has(1) ? a.TextOrNull(1) : null, both || start, both || !start);
    }

    private static string Capitalized(string text)
    {
        var first = TextUnits.OffsetOf(text, 1);
        return text.Length == 0 ? text : text[..first].ToUpperInvariant() + text[first..].ToLowerInvariant();
    }

    private static string Sized(Arguments a)
    {
        a.Budget.CheckSize(a.Text(0).Length * (Values.EntrySize + 1L), a.Position);
        a.Budget.Spend(a.Text(0).Length, a.Position);
        return a.Text(0);
    }

    private static bool AllRunes(Arguments a, Func<Rune, bool> test) => a.Paid(a.Text(0)).Length > 0 && a.Text(0).EnumerateRunes().All(test);

    private static bool Cased(Arguments a, Func<Rune, bool> wanted, Func<Rune, bool> other)
    {
        var runes = a.Paid(a.Text(0)).EnumerateRunes();
        return runes.Any(wanted) && !runes.Any(other);
    }
}
