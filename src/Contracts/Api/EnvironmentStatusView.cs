using System.Text.Json.Nodes;

namespace Actors.Contracts.Api;

/// <summary>The <c>status</c> of an Environment as the API shows it.</summary>
public sealed record EnvironmentStatusView
{
    /// <summary><c>NotDeployed</c>, <c>Deploying</c>, <c>Deployed</c>, <c>DeployFailed</c>, <c>Destroying</c>, <c>Destroyed</c> or <c>DestroyFailed</c>.</summary>
    public required string State { get; init; }

    /// <summary>The current run, else the last one; null when there was none.</summary>
    public RunSummary? Run { get; init; }

    /// <summary>Runs that wait for the end of the current one, the next first; null: none.</summary>
    public IReadOnlyList<RunSummary>? Queue { get; init; }

    /// <summary>The state in the words that existing clients read.</summary>
    public DigestedStatus? DigestedStatus { get; init; }

    /// <summary>Outputs by resource; sensitive ones are redacted.</summary>
    public JsonObject? Output { get; init; }

    /// <summary>The versions that it is on; null when nothing of it is up.</summary>
    public LaunchedVersions? Launched { get; init; }

    /// <summary>Where the values of its resources come from; null when they were not asked for.</summary>
    public IReadOnlyList<ValueView>? Values { get; init; }
}
