using System.Text.Json.Nodes;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Everything a plan is made from.</summary>
public sealed record PlanRequest
{
    /// <summary>Deploy or destroy.</summary>
    public required RunKind RunKind { get; init; }

    /// <summary>The Environment document.</summary>
    public required ResourceDocument Environment { get; init; }

    /// <summary>The documents that the environment may refer to.</summary>
    public required Catalog Catalog { get; init; }

    /// <summary>Who and where the run is.</summary>
    public required EnvironmentFacts Facts { get; init; }

    /// <summary>What the run was launched with: <c>$(trigger.payload.…)$</c>; null when nothing.</summary>
    public JsonNode? TriggerPayload { get; init; }

    /// <summary>Revision of the Environment document; 0 when it is not stored.</summary>
    public long Revision { get; init; }

    /// <summary>What the environment was launched with; null when it is not deployed.</summary>
    public Launch? Launch { get; init; }
}
