using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;

namespace Actors.Scheduling.Activities;

/// <summary>How an activity ended, as its run is told. Outputs may hold secrets.</summary>
public sealed record ActivityOutcome
{
    /// <summary>Id of the run.</summary>
    public required string Run { get; init; }
    /// <summary>Id within the run.</summary>
    public required string Id { get; init; }
    /// <summary>Generation; an outcome of another one than the run waits for is ignored.</summary>
    public required int Generation { get; init; }
    /// <summary>Succeeded, Failed or Cancelled.</summary>
    public required ActivityStatus Status { get; init; }
    /// <summary>Why.</summary>
    public ReasonCode Reason { get; init; }
    /// <summary>In words.</summary>
    public string? Message { get; init; }
    /// <summary>Outputs of the accepted result.</summary>
    public JsonObject? Outputs { get; init; }
    /// <summary>Names of the artifacts.</summary>
    public ImmutableList<string> Artifacts { get; init; } = [];
    /// <summary>What people see of it.</summary>
    public required ActivityView View { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Status} {Reason}";
}
