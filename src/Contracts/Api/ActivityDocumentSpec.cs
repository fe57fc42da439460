using Actors.Contracts.Activities;

namespace Actors.Contracts.Api;

/// <summary>What an activity is.</summary>
public sealed record ActivityDocumentSpec
{
    /// <summary>Name of the environment's resource that it belongs to.</summary>
    public string? Resource { get; init; }

    /// <summary>Kind of its worker.</summary>
    public WorkerKind Kind { get; init; }

    /// <summary>Ids of the activities that must have succeeded before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
