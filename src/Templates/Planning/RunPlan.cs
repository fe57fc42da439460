using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Templates.Planning;

/// <summary>A run as a directed acyclic graph of activities. Made once, stored once, never changed; it needs no other document.</summary>
public sealed record RunPlan
{
    /// <summary>The format that this program writes and the newest that it reads.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Format of the plan.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What the run does.</summary>
    public required RunKind RunKind { get; init; }

    /// <summary>The action or schedule that the run comes from; null: the environment itself.</summary>
    public RunTrigger? Trigger { get; init; }

    /// <summary>Who and where the run is.</summary>
    public required EnvironmentFacts Facts { get; init; }

    /// <summary>The activities in an order in which each follows what it depends on.</summary>
    public required IReadOnlyList<PlannedActivity> Activities { get; init; }

    /// <summary>Outputs of static resources: resource name to <c>{variable: {value}}</c>.</summary>
    public JsonObject StaticOutputs { get; init; } = [];

    /// <summary>Names of the environments whose outputs the resolver needs as facts.</summary>
    public IReadOnlyList<string> StaticEnvironments { get; init; } = [];

    /// <summary>What the run was launched with; null when nothing.</summary>
    public JsonNode? TriggerPayload { get; init; }

    /// <summary>The <see cref="Planning.Launch"/> of a deploy by this plan as JSON, of a run that waited its turn; null: there is none, or it is kept elsewhere.</summary>
    public JsonNode? Launch { get; init; }

    /// <summary>Finds an activity.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The activity, or null when the plan has none of that id.</returns>
    public PlannedActivity? Find(string id) => Activities.FirstOrDefault(activity => activity.Id == id);

    /// <summary>Reads a stored plan.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="JsonException">The text is no plan, or one of a newer program.</exception>
    public static RunPlan FromJson(string json)
    {
        var plan = JsonSerializer.Deserialize(json, PlanJson.Default.RunPlan) ?? throw new JsonException("The stored plan is null.");
        return plan.Version <= CurrentVersion
            ? plan
            : throw new JsonException($"The stored plan has version {plan.Version}; this program reads up to {CurrentVersion}. Use the newer program.");
    }

    /// <summary>The plan as JSON, to be stored. It holds secrets that its documents hold.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Default.RunPlan);

    /// <summary>Names the plan without its values, which may be secret.</summary>
    /// <returns>Kind and number of activities.</returns>
    public override string ToString() => $"{RunKind} plan of {Facts.EnvironmentName} with {Activities.Count} activities";
}
