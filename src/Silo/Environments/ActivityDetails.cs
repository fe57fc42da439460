using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Grains.Queues;
using Actors.Scheduling.Activities;
using Actors.Silo.Api;
using Actors.Templates.Planning;

namespace Actors.Silo.Environments;

/// <summary>All that is known of one activity: who may run it and how each of those stands, and its attempts.</summary>
internal sealed class ActivityDetails(RunReader runs, IRunStore plans, IGrainFactory grains)
{
    private const int MaxCandidates = 100;

    /// <summary>Reads an activity of a run.</summary>
    /// <param name="scope">The environment.</param>
    /// <param name="run">Id of the run; null: the current or latest.</param>
    /// <param name="id">Id of the activity within the run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The activity.</returns>
    /// <exception cref="ApiException">There is no such activity.</exception>
    public async Task<ActivityDocument> GetAsync(EnvironmentScope scope, string? run, string id, CancellationToken cancellationToken)
    {
        var views = await runs.ActivitiesAsync(scope, run, cancellationToken);
        var view = views.FirstOrDefault(found => found.Id == id)
            ?? throw ApiException.NotFound($"The run of environment '{scope.Name}' has no activity '{id}'. It has: {string.Join(", ", views.Select(found => found.Id).Take(50))}.");
        var document = ApiViews.Activity(view);
        var candidates = await CandidatesAsync(view, document.Metadata.Run, scope, cancellationToken);
        return document with
        {
            Status = document.Status with
            {
                Message = document.Status.Message ?? CandidateNotes.OfferedTo(view.State, candidates),
                Candidates = candidates,
                Attempts = CandidateNotes.AttemptsOf(view),
            },
        };
    }

    private async Task<IReadOnlyList<ActivityCandidate>?> CandidatesAsync(ActivityView view, string run, EnvironmentScope scope, CancellationToken cancellationToken)
    {
        // The plan goes when the run is archived.
        if (await plans.GetPlanAsync(scope.Key.Child(run).Value, cancellationToken) is not { } json || RunPlan.FromJson(json).Find(view.Id) is not { } planned)
        {
            return null;
        }

        var sources = CandidateNotes.SourcesOf(planned).Take(MaxCandidates).ToList();
        if (ApiViews.IsEnded(view.State))
        {
            return sources;
        }

        var known = (await grains.GetGrain<IActivityGrain>(view.Key).GetCandidatesAsync()).ToDictionary(candidate => candidate.Agent, StringComparer.Ordinal);
        return await Task.WhenAll(sources.Select(async source =>
        {
            var agent = scope.Documents.Actor(source.Agent);
            return CandidateNotes.Of(source, await grains.GetGrain<IAgentQueueGrain>(agent.Value).GetState(), known.GetValueOrDefault(agent.Value));
        }));
    }
}
