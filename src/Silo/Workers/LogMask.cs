using Actors.Contracts.Workers;

namespace Actors.Silo.Workers;

/// <summary>Keeps secrets out of a piece of log that did not pass through its worker.</summary>
internal static class LogMask
{
    private const string Mark = "***";

    /// <summary>The text without the secrets, in every form that they are looked for in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="secrets">The secrets in clear text.</param>
    /// <returns>The text to keep.</returns>
    public static string Mask(string text, IReadOnlyList<string> secrets) =>
        // The longest first: of a secret that contains another one nothing must remain.
        secrets.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)
            .Aggregate(text, (current, form) => current.Replace(form, Mark, StringComparison.Ordinal));
}
