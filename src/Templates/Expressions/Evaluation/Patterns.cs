using System.Text.RegularExpressions;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Regular expressions without backtracking, as RE2 has them: the time is bounded by the sizes of text and pattern, which are paid for before.</summary>
internal static class Patterns
{
    private const int MaxLength = 1000;
    private const int MaxStates = 2000;
    private const int StepsToCompile = 2000;

    public static bool IsMatch(string text, string pattern, Budget budget, int position) => Matches(pattern, text, budget, position).Any();

    /// <summary>The matches in a text, from left to right.</summary>
    public static IEnumerable<Match> Matches(string pattern, string text, Budget budget, int position)
    {
        var states = PatternSize.Of(pattern);
        if (pattern.Length > MaxLength || states > MaxStates)
        {
            throw new ExpressionException($"The regular expression is larger than {MaxLength} characters, or {MaxStates} states with its repetitions written out.", position);
        }

        budget.Spend(StepsToCompile, position);
        Pay(0);
        var match = Compile(pattern, position).Match(text);
        while (match.Success)
        {
            yield return match;
            Pay(match.Index + match.Length);
            match = match.NextMatch();
        }

        // Each match may look at all that follows.
        void Pay(int offset) => budget.Spend(1 + ((text.Length - offset) * (states + 16) / 64), position);
    }

    private static Regex Compile(string pattern, int position)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ExpressionException("The regular expression is wrong, too large, or looks around or back, which is not supported.", position);
        }
    }
}
