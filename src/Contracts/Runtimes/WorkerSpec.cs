using Actors.Contracts.Activities;
using Actors.Contracts.Identity;

namespace Actors.Contracts.Runtimes;

/// <summary>What an engine needs to start a worker. Nothing secret but the ticket, which is good for one trade, and the account for its image.</summary>
public sealed record WorkerSpec
{
    /// <summary>Installation that owns the worker; a label on the engine.</summary>
    public required string Installation { get; init; }
    /// <summary>Key of the agent; hashed into a label on the engine.</summary>
    public required string Agent { get; init; }
    /// <summary>The attempt that the worker runs.</summary>
    public required AttemptId Attempt { get; init; }
    /// <summary>Kind of the worker.</summary>
    public WorkerKind Kind { get; init; }
    /// <summary>Requests and limits.</summary>
    public required WorkerSize Size { get; init; }
    /// <summary>Image; ignored by the process runtime.</summary>
    public string? Image { get; init; }
    /// <summary>Whether a driver named the image: nothing is known of it, so it gets the Worker program injected.</summary>
    public bool ForeignImage { get; init; }
    /// <summary>Whether the template leaves the command to the image: its engine then tells the worker what that is (<see cref="Workers.WorkerEnvironment.ImageCommand"/>).</summary>
    public bool OwnCommand { get; init; }
    /// <summary>Account that the image is pulled with; null: the agent's own, where it has one.</summary>
    public ImageAccount? Account { get; init; }
    /// <summary>What a template asks of the worker's pod; null: nothing. Engines without pods heed the read-only root file system only.</summary>
    public PodOptions? Pod { get; init; }
    /// <summary>Volumes that a driver asks for.</summary>
    public IReadOnlyList<WorkerVolume> Volumes { get; init; } = [];
    /// <summary>Address at which the worker reaches the controller's worker endpoints.</summary>
    public required string WorkerUrl { get; init; }
    /// <summary>Schemes that git may use in this worker (<see cref="Workers.WorkerEnvironment.GitSchemes"/>).</summary>
    public IReadOnlyList<string> GitSchemes { get; init; } = ["https", "ssh"];
    /// <summary>What HTTP calls of this worker may reach although it is refused otherwise (<see cref="Workers.WorkerEnvironment.HttpAllow"/>).</summary>
    public IReadOnlyList<string> HttpAllow { get; init; } = [];
    /// <summary>The controller's own listeners, which HTTP calls of this worker may not reach (<see cref="Workers.WorkerEnvironment.HttpRefuse"/>).</summary>
    public IReadOnlyList<string> HttpRefuse { get; init; } = [];
    /// <summary>The ticket.</summary>
    public required string Ticket { get; init; }
    /// <summary>Longest life, enforced by engines that can.</summary>
    public TimeSpan? Deadline { get; init; }
    /// <summary>Readable path for an annotation.</summary>
    public string Display { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"worker of {Attempt}";
}
