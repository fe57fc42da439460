using Actors.Templates.Reading;

namespace Actors.Templates.Resolving;

/// <summary>A resolved activity, or the reasons why it can't be, or why it need not be.</summary>
/// <param name="Activity">The activity; null when any finding is an error, or it is skipped.</param>
/// <param name="Findings">Errors.</param>
public sealed record ResolveResult(ResolvedActivity? Activity, IReadOnlyList<Finding> Findings)
{
    /// <summary>Why it is skipped: its condition says so, or it cannot be planned yet. Null: it is not.</summary>
    public string? Skipped { get; init; }

    /// <summary>The activity, or the findings as an exception.</summary>
    /// <returns>The activity.</returns>
    /// <exception cref="DocumentException">It cannot be resolved.</exception>
    public ResolvedActivity ActivityOrThrow() => Activity ?? throw new DocumentException(Findings);
}
