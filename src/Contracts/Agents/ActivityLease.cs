using System.Text.Json.Serialization;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Contracts.Agents;

/// <summary>An attempt handed to an agent: all that it needs to start the worker, and nothing secret but the ticket and the account for its image.</summary>
public sealed record ActivityLease
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }
    /// <summary>Kind of the worker.</summary>
    public WorkerKind Kind { get; init; }
    /// <summary>Size that a driver asks for; null: the agent's size of the kind.</summary>
    public WorkerSizeRequest? Size { get; init; }
    /// <summary>Image that a driver asks for; null: the agent's image of the kind.</summary>
    public string? Image { get; init; }
    /// <summary>Whether the template leaves the command to the image.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OwnCommand { get; init; }
    /// <summary>Account that the image is pulled with; null: the agent's own, where it has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImageAccount? Account { get; init; }
    /// <summary>What a template asks of the worker's pod; null: nothing.</summary>
    public PodOptions? Pod { get; init; }
    /// <summary>Volumes that a driver asks for; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WorkerVolume>? Volumes { get; init; }
    /// <summary>The ticket: good for one trade against a session token (see <c>/workers/v1/session</c>).</summary>
    public required string Ticket { get; init; }
    /// <summary>Time between SIGTERM and SIGKILL.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Longest life of the worker, enforced by engines that can.</summary>
    public TimeSpan? Deadline { get; init; }
    /// <summary>Readable path, for an annotation on the engine.</summary>
    public string Display { get; init; } = "";
    /// <summary>W3C <c>traceparent</c> that the agent's spans of this attempt go below; null: nobody traces.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"lease of {Attempt}";
}
