namespace Actors.Templates.Planning;

/// <summary>Publishes the variables of a resource with provider system as its outputs; needs no worker.</summary>
public sealed record SystemPlan : PlannedJob
{
    /// <summary><c>credential</c>, <c>cluster</c>, or empty.</summary>
    public string SystemKind { get; init; } = "";

    /// <summary>The variables that are published.</summary>
    public required JobInputs Inputs { get; init; }
}
