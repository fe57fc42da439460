using Actors.Templates.Planning;

namespace Actors.Templates.Resolving;

/// <summary>A checkout.</summary>
public sealed record ResolvedGit : ResolvedJob
{
    /// <summary>Address, reference, directory, credentials and options.</summary>
    public required GitPlan Checkout { get; init; }
}
