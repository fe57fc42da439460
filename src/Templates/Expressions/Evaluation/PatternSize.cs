using System.Globalization;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>How many states a regular expression has at most: what matching it costs for each character.</summary>
internal static class PatternSize
{
    /// <summary>Counts the states, saturating; what is no valid pattern gets some number.</summary>
    public static long Of(string pattern)
    {
        var sums = new Stack<long>();
        var (sum, last) = (0L, 0L);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '(':
                    sums.Push(sum + last);
                    (sum, last) = (1, 0);
                    break;
                case ')':
                    last = sum + last;
                    sum = sums.TryPop(out var outer) ? outer : 0;
                    break;
                case '[':
                    (sum, last) = (sum + last, 1);
                    i = EndOfSet(pattern, i);
                    break;
                case '{' when Most(pattern, ref i) is { } times:
                    last = Math.Min(last * Math.Max(1, times), int.MaxValue);
                    break;
                case '\\':
                    (sum, last) = (sum + last, 1);
                    i++;
                    break;
                case '?' or '*' or '+':
                    last++;
                    break;
                default:
                    (sum, last) = (sum + last, 1);
                    break;
            }

            sum = Math.Min(sum, int.MaxValue);
        }

        while (sums.TryPop(out var outer))
        {
            sum += outer;
        }

        return Math.Max(1, sum + last);
    }

    private static int EndOfSet(string pattern, int begin)
    {
        for (var i = begin + 1; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']' && i > begin + 1 && !(i == begin + 2 && pattern[begin + 1] == '^'))
            {
                return i;
            }
        }

        return pattern.Length;
    }

    // The larger number of {n}, {n,} or {n,m}; null for a brace that repeats nothing.
    private static long? Most(string pattern, ref int offset)
    {
        var end = pattern.IndexOf('}', offset);
        if (end < 0)
        {
            return null;
        }

        var most = 0L;
        foreach (var part in pattern[(offset + 1)..end].Split(','))
        {
            if (part.Length > 0 && !(long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (most = Math.Max(most, Math.Min(number, int.MaxValue))) >= 0))
            {
                return null;
            }
        }

        offset = end;
        return most;
    }
}
