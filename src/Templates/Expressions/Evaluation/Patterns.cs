using System.Text.RegularExpressions;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Regular expressions without backtracking, as RE2 has them: the time is linear in the text.</summary>
internal static class Patterns
{
    private const int MaxLength = 1000;
    private const int StepsToCompile = 2000;

    public static bool IsMatch(string text, string pattern, Budget budget, int position) => Of(pattern, text, budget, position).IsMatch(text);

    /// <summary>The compiled pattern, once it is paid for together with going over a text.</summary>
    public static Regex Of(string pattern, string text, Budget budget, int position)
    {
        budget.Spend(StepsToCompile, position);
        budget.Spend(text.Length, position);
        if (pattern.Length > MaxLength)
        {
            throw new ExpressionException($"The regular expression is longer than {MaxLength} characters.", position);
        }

        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ExpressionException("The regular expression is wrong, too large, or looks around or back, which is not supported.", position);
        }
    }
}
