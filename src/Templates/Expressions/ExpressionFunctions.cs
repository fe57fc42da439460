using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions;

/// <summary>The functions that expressions may call.</summary>
public static class ExpressionFunctions
{
    /// <summary>How the functions of a language are called.</summary>
    /// <param name="language">The language.</param>
    /// <returns>Functions such as <c>strings.Join(list, sep)</c>; what ends in <c>?</c> may be left out, and what ends in <c>*</c> may be there any number of times.</returns>
    public static IReadOnlyList<string> Functions(ExpressionLanguage language) => Sorted(LanguageRules.Of(language).Functions.All.Select(each => each.Usage));

    /// <summary>How the methods of a language are called.</summary>
    /// <param name="language">The language.</param>
    /// <returns>Methods such as <c>split(sep?, maxsplit?)</c>; CUE has none.</returns>
    public static IReadOnlyList<string> Methods(ExpressionLanguage language) => Sorted(LanguageRules.Of(language).Methods.All.Select(each => each.Usage));

    private static List<string> Sorted(IEnumerable<string> usages) => [.. usages.Distinct().Order(StringComparer.Ordinal)];
}
