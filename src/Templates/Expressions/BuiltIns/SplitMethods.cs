using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Methods of Starlark's texts that give several texts.</summary>
internal static class SplitMethods
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("split", "., sep?, maxsplit?", a => a[1] is null ? Fields(a) : new ListValue(Replacing.Split(a, a.Text(0), Separator(a), a.Whole(2, -1)))),
        new("rsplit", "., sep?, maxsplit?", a => a[1] is null ? LastFields(a) : LastSplit(a)),
        new("splitlines", "., keepends?", Lines),
        new("partition", "., sep", a => Partition(a, last: false)),
        new("rpartition", "., sep", a => Partition(a, last: true)),
    ];

    private static string Separator(Arguments a) => a.Text(1) is { Length: > 0 } separator ? separator : throw a.Error("'sep' must not be empty.");

    private static List<string> AllFields(Arguments a)
    {
        a.Budget.Spend(a.Text(0).Length / 2, a.Position);
        a.Budget.CheckSize(a.Text(0).Length + (Words.Split(a.Text(0)).LongCount() * Values.EntrySize), a.Position);
        return [.. Words.Split(a.Text(0))];
    }

    private static ListValue Fields(Arguments a)
    {
        var (fields, most) = (AllFields(a), a.Whole(2, -1));
        if (most < 0 || fields.Count <= most + 1)
        {
            return new(fields);
        }

        // What is left stays as it is written.
        var rest = a.Text(0).TrimStart();
        for (var i = 0; i < most; i++)
        {
            rest = rest[fields[i].Length..].TrimStart();
            a.Budget.SpendOn(rest.Length, a.Position);
        }

        return new([.. fields.Take((int)most), rest]);
    }

    private static ListValue LastFields(Arguments a)
    {
        var (fields, most) = (AllFields(a), a.Whole(2, -1));
        if (most < 0 || fields.Count <= most + 1)
        {
            return new(fields);
        }

        var rest = a.Text(0).TrimEnd();
        for (var i = 1; i <= most; i++)
        {
            rest = rest[..^fields[^i].Length].TrimEnd();
            a.Budget.SpendOn(rest.Length, a.Position);
        }

        return new([rest, .. fields.TakeLast((int)most)]);
    }

    private static ListValue LastSplit(Arguments a)
    {
        var separator = Separator(a);
        var (parts, most) = (Replacing.Split(a, a.Text(0), separator, -1), a.Whole(2, -1));
        return most < 0 || parts.Count <= most + 1
            ? new(parts)
            : new([string.Join(separator, parts.SkipLast((int)most)), .. parts.TakeLast((int)most)]);
    }

    private static ListValue Lines(Arguments a)
    {
        var text = a.Text(0).Replace("\r\n", "\n", StringComparison.Ordinal);
        var lines = Replacing.Split(a, text, "\n", -1);
        var keeps = a.Flag(1, false);
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
            return new(keeps ? [.. lines.Select(line => line + "\n")] : lines);
        }

        return new(keeps ? [.. lines.SkipLast(1).Select(line => line + "\n"), lines[^1]] : lines);
    }

    private static ListValue Partition(Arguments a, bool last)
    {
        var (text, separator) = (a.Text(0), Separator(a));
        a.PayForSearch(text, separator);
        var at = last ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        return new(at >= 0 ? [text[..at], separator, text[(at + separator.Length)..]] : last ? ["", "", text] : [text, "", ""], isTuple: true);
    }
}
