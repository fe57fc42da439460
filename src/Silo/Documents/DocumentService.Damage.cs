using Actors.Contracts.Storage;
using Actors.Templates.Planning;

namespace Actors.Silo.Documents;

/// <content>Documents that are damaged in the store can be replaced and deleted.</content>
public sealed partial class DocumentService
{
    /// <summary>What is stored, or that it is damaged: then it may be replaced, without a look at what it was.</summary>
    private async Task<(StoredDocument? Stored, DamagedDocument? Damaged)> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        var versions = await NamedAsync(key, cancellationToken);
        return (versions.Items.FirstOrDefault(item => item.Key == key), versions.Damaged.FirstOrDefault(item => item.Key == key));
    }

    private Task<DocumentPage> NamedAsync(DocumentKey key, CancellationToken cancellationToken) => store.ListAsync(new(key.Organisation, key.Project, key.Kind, key.Name), cancellationToken);

    /// <summary>Who mends or deletes a damaged document is not kept from it by others that are damaged.</summary>
    private Task<Catalog> LoadAsync(DocumentScope scope, bool mends, CancellationToken cancellationToken) => mends
        ? catalogs.LoadReadableAsync(scope.Organisation, scope.Project, cancellationToken)
        : catalogs.LoadAsync(scope.Organisation, scope.Project, cancellationToken);
}
