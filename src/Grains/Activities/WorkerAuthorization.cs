using Actors.Contracts.Identity;
using Actors.Contracts.Workers;

namespace Actors.Grains.Activities;

/// <summary>What the bearer of a worker token may do.</summary>
[GenerateSerializer, Immutable, Alias("Actors.WorkerAuthorization")]
public sealed record WorkerAuthorization
{
    /// <summary>Whether the token is good now.</summary>
    [Id(0)] public WorkerVerdict Verdict { get; init; }
    /// <summary>The attempt.</summary>
    [Id(1)] public AttemptId? Attempt { get; init; }
    /// <summary>Ids of the activities of the same run whose artifacts it may read.</summary>
    [Id(2)] public IReadOnlyList<string> ReadableActivities { get; init; } = [];
    /// <summary>Key of the OpenTofu state that it may use: <c>org/project/environment/resource</c>; null: none.</summary>
    [Id(3)] public string? State { get; init; }
    /// <summary>The token is a state password: good for the state and nothing else.</summary>
    [Id(4)] public bool StateOnly { get; init; }
    /// <summary>The scopes of the state store that a function may use; null: none.</summary>
    [Id(5)] public FunctionScope? Function { get; init; }
    /// <summary>What must not be seen in a function's log.</summary>
    [Id(6)] public IReadOnlyList<string> Secrets { get; init; } = [];
    /// <summary>Names of the volumes of the environment whose kept content it may read and replace.</summary>
    [Id(7)] public IReadOnlyList<string> Volumes { get; init; } = [];
    /// <summary>Whether the files of a plan may be kept.</summary>
    [Id(8)] public bool KeepsPlan { get; init; }
    /// <summary>Id of the activity of the same run whose plan it may read; null: none.</summary>
    [Id(9)] public string? PlanOf { get; init; }
    /// <summary>The set of packages that it may read and add, see <see cref="PackageRight"/>; null: none.</summary>
    [Id(10)] public string? Packages { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Attempt} {Verdict}";
}
