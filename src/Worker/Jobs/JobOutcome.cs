using System.Text.Json.Nodes;
using Actors.Contracts.Workers;

namespace Actors.Worker.Jobs;

/// <summary>What a job that succeeded leaves.</summary>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Artifacts">Names of artifacts that it uploaded.</param>
/// <param name="Message">A line for people, or null.</param>
/// <param name="Again">It did not succeed yet: a function asks to be called again. Null: it succeeded.</param>
internal sealed record JobOutcome(JsonObject Outputs, IReadOnlyList<string> Artifacts, string? Message = null, FunctionAgain? Again = null)
{
    /// <summary>What a success condition judges; null: nothing.</summary>
    public JsonObject? Status { get; init; }
}
