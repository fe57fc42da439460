using Actors.Contracts.Workers;

namespace Actors.Grains.Hosting;

/// <summary>Settings of the controller plane.</summary>
public sealed class ControllerOptions
{
    /// <summary>Organisation that this controller serves.</summary>
    public string Organisation { get; set; } = "default";

    /// <summary>Session of an agent; renewed by each poll.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a poll waits for work at most; below <see cref="Lease"/>.</summary>
    public TimeSpan PollWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A worker that was not heard for this time is given up.</summary>
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>The same while OpenTofu applies or destroys.</summary>
    public TimeSpan ApplySilence { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Archived runs that are kept for each environment, with their logs; at least 1.</summary>
    public int KeepRuns { get; set; } = 50;

    /// <summary>Where OpenTofu comes from when an agent has neither <c>tofu</c> nor <c>terraform</c>; null: nowhere.</summary>
    public TofuRelease? Tofu { get; set; }
}
