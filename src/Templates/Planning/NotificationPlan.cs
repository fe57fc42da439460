using System.Text.Json.Nodes;

namespace Actors.Templates.Planning;

/// <summary>Tells somebody.</summary>
public sealed record NotificationPlan : PlannedJob
{
    /// <summary>Who is told what, as the document says it.</summary>
    public JsonNode? Settings { get; init; }
}
