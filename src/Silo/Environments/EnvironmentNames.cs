using Actors.Contracts.Storage;

namespace Actors.Silo.Environments;

/// <summary>Tells names that somebody mistyped from those of environments, and of their resources.</summary>
internal sealed class EnvironmentNames(IDocumentStore documents, IStateIndex index, RunReader runs)
{
    /// <summary>Whether there is an environment of this name: its document, or what is kept of its runs. Wakes no grain.</summary>
    public async Task<bool> IsKnownAsync(EnvironmentScope scope, CancellationToken cancellationToken)
    {
        var (key, kind) = (scope.Key.Value, scope.Documents);
        return (await documents.ListAsync(new(kind.Organisation, scope.Project, kind.Info.Kind, scope.Name, Limit: 1), cancellationToken)).Count > 0
            || (await index.ListAsync(new() { Kind = "environment", Under = key, Limit = 1, KeysOnly = true }, cancellationToken)).Any(row => row.Key == key);
    }

    /// <summary>The resources that runs of an environment had, of those that are kept.</summary>
    public async Task<IReadOnlyList<string>> ResourcesAsync(EnvironmentScope scope, CancellationToken cancellationToken) =>
        [.. (await runs.RunsAsync(scope, cancellationToken)).Runs.SelectMany(run => run.Status.Activities ?? []).Select(activity => activity.Spec.Resource).OfType<string>().Distinct()];
}
