using Actors.Templates.Reading;

namespace Actors.Templates.Resolving;

/// <summary>A resolved activity, or the reasons why it can't be.</summary>
/// <param name="Activity">The activity; null when any finding is an error.</param>
/// <param name="Findings">Errors.</param>
public sealed record ResolveResult(ResolvedActivity? Activity, IReadOnlyList<Finding> Findings)
{
    /// <summary>The activity, or the findings as an exception.</summary>
    /// <returns>The activity.</returns>
    /// <exception cref="DocumentException">It cannot be resolved.</exception>
    public ResolvedActivity ActivityOrThrow() => Activity ?? throw new DocumentException(Findings);
}
