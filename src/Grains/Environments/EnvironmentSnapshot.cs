namespace Actors.Grains.Environments;

/// <summary>What people see of an environment. No secret.</summary>
[GenerateSerializer, Immutable, Alias("Actors.EnvironmentSnapshot")]
public sealed record EnvironmentSnapshot
{
    /// <summary><c>NotDeployed|Deploying|Deployed|DeployFailed|Destroying|Destroyed|DestroyFailed</c>.</summary>
    [Id(0)] public required string State { get; init; }
    /// <summary>Id of the current or latest run.</summary>
    [Id(1)] public string? Run { get; init; }
    /// <summary><c>deploy</c>, <c>destroy</c>, <c>forcedestroy</c> or <c>plan</c>.</summary>
    [Id(2)] public string? RunKind { get; init; }
    /// <summary><c>Running|Cancelling|Succeeded|Failed|Cancelled</c>.</summary>
    [Id(3)] public string? RunState { get; init; }
    /// <summary>Reason code of a run that did not succeed.</summary>
    [Id(4)] public string? Reason { get; init; }
    /// <summary>In words.</summary>
    [Id(5)] public string? Message { get; init; }
    /// <summary>Start of the run (UTC).</summary>
    [Id(6)] public DateTimeOffset? StartedAt { get; init; }
    /// <summary>End of the run (UTC).</summary>
    [Id(7)] public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>Outputs by resource as a JSON object; sensitive values are replaced by a marker.</summary>
    [Id(8)] public string Outputs { get; init; } = "{}";
    /// <summary>Counts of activities by state.</summary>
    [Id(9)] public IReadOnlyDictionary<string, int> Activities { get; init; } = new Dictionary<string, int>();
    /// <summary>Runs that wait their turn, the next first; each as JSON of <see cref="ArchivedRun"/>.</summary>
    [Id(13)] public IReadOnlyList<string> Queue { get; init; } = [];
    /// <summary>Environment template that it is on; null when nothing of it is up.</summary>
    [Id(10)] public string? Template { get; init; }
    /// <summary>Version of that template; empty: it has none.</summary>
    [Id(11)] public string? TemplateVersion { get; init; }
    /// <summary>Versions of the resource templates that it is on, by resource.</summary>
    [Id(12)] public IReadOnlyDictionary<string, string> ResourceVersions { get; init; } = new Dictionary<string, string>();
}
