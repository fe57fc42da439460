using System.Text.Json.Serialization;

namespace Actors.Templates.Planning;

/// <summary>JSON of plans and of resolved activities, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(Resolving.ResolvedActivity))]
public sealed partial class PlanJson : JsonSerializerContext;
