using System.Text.Json.Nodes;

namespace Actors.Worker.Jobs;

/// <summary>What a job that succeeded leaves.</summary>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Artifacts">Names of artifacts that it uploaded.</param>
/// <param name="Message">A line for people, or null.</param>
internal sealed record JobOutcome(JsonObject Outputs, IReadOnlyList<string> Artifacts, string? Message = null)
{
    /// <summary>What a success condition judges; null: nothing.</summary>
    public JsonObject? Status { get; init; }
}
