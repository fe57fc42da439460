using System.Text.Json.Nodes;

namespace Actors.Templates.Planning;

/// <summary>Waits for somebody's yes.</summary>
public sealed record ApprovalPlan : PlannedJob
{
    /// <summary>Who approves, as the document says it.</summary>
    public JsonNode? Settings { get; init; }
}
