using System.Text.Json.Nodes;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Everything a plan is made from.</summary>
public sealed record PlanRequest
{
    /// <summary>What the run does.</summary>
    public required RunKind RunKind { get; init; }

    /// <summary>The Environment document.</summary>
    public required ResourceDocument Environment { get; init; }

    /// <summary>The documents that the environment may refer to.</summary>
    public required Catalog Catalog { get; init; }

    /// <summary>Who and where the run is.</summary>
    public required EnvironmentFacts Facts { get; init; }

    /// <summary>What the run was launched with: <c>$(trigger.payload.…)$</c>; null: what the environment was launched with, if it is.</summary>
    public JsonNode? TriggerPayload { get; init; }

    /// <summary>Whether the payload is not known yet: what reads it is not held to it.</summary>
    public bool IsPayloadOpen { get; init; }

    /// <summary>Revision of the Environment document; 0 when it is not stored.</summary>
    public long Revision { get; init; }

    /// <summary>What the environment was launched with; null when it is not deployed.</summary>
    public Launch? Launch { get; init; }

    /// <summary>Ids of the activities that run once only and have done so since the environment was first deployed.</summary>
    public IReadOnlySet<string> Once { get; init; } = new HashSet<string>();

    /// <summary>The action or schedule that the run comes from; null: the environment itself.</summary>
    public RunTrigger? Trigger { get; init; }
}
