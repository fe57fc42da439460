using Actors.Contracts.Storage;
using Actors.Silo.Api;
using Actors.Silo.Documents;

namespace Actors.Silo.Environments;

/// <summary>Tells names that somebody mistyped from those of environments.</summary>
internal sealed class EnvironmentNames(IDocumentStore documents, IStateIndex index, IRunStore archive)
{
    /// <summary>Whether there is an environment of this name: its document, or what is kept of its runs. Wakes no grain.</summary>
    public async Task<bool> IsKnownAsync(EnvironmentScope scope, CancellationToken cancellationToken)
    {
        var (key, kind) = (scope.Key.Value, scope.Documents);
        return (await documents.ListAsync(new(kind.Organisation, scope.Project, kind.Info.Kind, scope.Name, Limit: 1), cancellationToken)).Count > 0
            || (await index.ListAsync(new() { Kind = "environment", Under = key, Limit = 1, KeysOnly = true }, cancellationToken)).Any(row => row.Key == key)
            || (await archive.ListArchivesUnderAsync(key, 1, cancellationToken)).Count > 0;
    }

    /// <summary>Refuses what is asked of an environment that nobody knows; asked when there is nothing to show.</summary>
    /// <exception cref="ApiException">There is no such environment.</exception>
    public async Task RequireAsync(EnvironmentScope scope, CancellationToken cancellationToken)
    {
        if (!await IsKnownAsync(scope, cancellationToken))
        {
            throw DocumentService.NotFound(scope.Documents, scope.Name);
        }
    }
}
