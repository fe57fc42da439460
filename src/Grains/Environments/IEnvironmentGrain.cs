using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;
using Orleans.Concurrency;

namespace Actors.Grains.Environments;

/// <summary>One environment and its current run. Key: <c>org/project/environment</c>.</summary>
[Alias("Actors.IEnvironmentGrain")]
public interface IEnvironmentGrain : IGrainWithStringKey
{
    /// <summary>Plans and starts a run, or lets it wait its turn when that is asked for. The same idempotency key gives the same run again.</summary>
    [Alias("StartRun")]
    Task<RunAnswer> StartRunAsync(RunRequest request);

    /// <summary>Cancels the current run.</summary>
    /// <param name="all">Those that wait their turn too.</param>
    [Alias("CancelRun")]
    Task<RunAnswer> CancelRunAsync(bool all = false);

    /// <summary>Tries again what failed or was cancelled in the latest run.</summary>
    [Alias("RetryRun")]
    Task<RunAnswer> RetryRunAsync();

    /// <summary>
    /// Deletes the environment: what is stored of it, and its document. Refused while it is deployed, a run is open, or its document protects it. No run starts from then on, also when the deletion
    /// takes longer than this call waits (a conflict says so) or the silo ends meanwhile: it goes on by itself.
    /// </summary>
    [Alias("Forget")]
    Task<RunAnswer> ForgetAsync();

    /// <summary>Whether the run waits for this generation of an activity.</summary>
    [Alias("IsWanted")]
    Task<bool> IsWantedAsync(string run, string activity, int generation);

    /// <summary>An activity got on; only for people, nothing depends on it.</summary>
    [Alias("ActivityProgress")]
    Task ActivityProgressAsync(string run, int generation, ActivityView view);

    /// <summary>An activity ended. Returns once that is stored.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="maskedOutputs">Its outputs as JSON with every secret of its job masked, where that differs.</param>
    [Alias("ActivityEnded")]
    Task ActivityEndedAsync(ActivityOutcome outcome, string? maskedOutputs);

    /// <summary>Wakes it, so that it goes on with what is outstanding.</summary>
    [Alias("Touch")]
    Task TouchAsync();

    /// <summary>The runs that are not archived away yet, newest first, those that wait their turn among them; each as JSON of <see cref="ArchivedRun"/>.</summary>
    /// <param name="run">Only the one of this id; null: all.</param>
    [Alias("GetRuns"), ReadOnly]
    Task<IReadOnlyList<string>> GetRunsAsync(string? run);

    /// <summary>The activities of the current or latest run, if that is not archived yet; else empty.</summary>
    [Alias("GetActivities"), ReadOnly]
    Task<IReadOnlyList<ActivityView>> GetActivitiesAsync();

    /// <summary>The outputs by resource as JSON, as expressions of other environments read them; may hold secrets.</summary>
    [Alias("GetOutputs"), ReadOnly]
    Task<string> GetOutputsAsync();

    /// <summary>What people and the dashboard see; sensitive outputs are left out.</summary>
    [Alias("GetState"), ReadOnly]
    Task<EnvironmentSnapshot> GetState();
}
