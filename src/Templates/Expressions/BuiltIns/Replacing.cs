using System.Text;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Counting, replacing, splitting and joining, with their cost known before they are done.</summary>
internal static class Replacing
{
    /// <summary>How often a text occurs without overlap; the empty one before, between and behind all characters.</summary>
    public static int Count(Arguments a, string text, string part)
    {
        a.PayForSearch(text, part);
        if (part.Length == 0)
        {
            return TextUnits.Length(text) + 1;
        }

        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    /// <summary>Replaces the first occurrences, or all when the count is negative.</summary>
    public static string Replace(Arguments a, string text, string old, string replacement, long count)
    {
        var occurrences = Count(a, text, old);
        var times = count < 0 ? occurrences : (int)Math.Min(count, occurrences);
        var size = text.Length + ((long)times * (replacement.Length - old.Length));
        a.Budget.CheckSize(size, a.Position);
        a.Budget.SpendOn(size, a.Position);
        var result = new StringBuilder();
        var offset = 0;
        for (var i = 0; i < times; i++)
        {
            var at = old.Length > 0 ? text.IndexOf(old, offset, StringComparison.Ordinal) : i == 0 ? 0 : offset + TextUnits.OffsetOf(text[offset..Math.Min(text.Length, offset + 2)], 1);
            result.Append(text, offset, at - offset).Append(replacement);
            offset = at + old.Length;
        }

        return result.Append(text, offset, text.Length - offset).ToString();
    }

    /// <summary>Splits at the first occurrences, or at all when the count is negative.</summary>
    public static List<string> Split(Arguments a, string text, string separator, long count)
    {
        var occurrences = Count(a, text, separator);
        a.Budget.CheckSize(text.Length + (((count < 0 ? occurrences : Math.Min(count, occurrences)) + 1) * Values.EntrySize), a.Position);
        a.Budget.Spend(occurrences, a.Position);
        var parts = new List<string>();
        var offset = 0;
        for (var at = text.IndexOf(separator, StringComparison.Ordinal); at >= 0 && count != 0; at = text.IndexOf(separator, offset, StringComparison.Ordinal), count--)
        {
            parts.Add(text[offset..at]);
            offset = at + separator.Length;
        }

        parts.Add(text[offset..]);
        return parts;
    }

    public static string Join(Arguments a, IReadOnlyList<string> parts, string separator)
    {
        var size = parts.Sum(part => (long)part.Length) + ((long)separator.Length * parts.Count);
        a.Budget.CheckSize(size, a.Position);
        a.Budget.SpendOn(size, a.Position);
        return string.Join(separator, parts);
    }
}
