using System.Text.Json.Nodes;
using Actors.Contracts.Storage;
using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Silo.Documents;

/// <content>Documents that are damaged in the store can be replaced and deleted.</content>
public sealed partial class DocumentService
{
    /// <summary>What is stored, or that it is damaged: then it may be replaced, without a look at what it was.</summary>
    private async Task<(StoredDocument? Stored, DamagedDocument? Damaged)> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.GetAsync(key, cancellationToken), null);
        }
        catch (DamagedException error) when (error.Revision is { } revision)
        {
            return (null, new(key, revision, error.Message));
        }
    }

    /// <summary>The damaged ones among what is to be deleted: one version, or all of a name.</summary>
    private async Task<IReadOnlyList<ResourceDocument>> DamagedAsync(DocumentScope scope, string name, string? version, CancellationToken cancellationToken)
    {
        if (version is not null)
        {
            return (await ReadAsync(scope.Key(name, version), cancellationToken)).Damaged is null ? [] : [StandIn(scope, name, version)];
        }

        var damaged = new List<ResourceDocument>();
        for (var passed = 0; ;)
        {
            var page = await store.ListAsync(new(scope.Organisation, scope.Project, scope.Info.Kind, name, passed), cancellationToken);
            damaged.AddRange(page.Damaged.Select(item => StandIn(scope, name, item.Key.Version)));
            var read = page.Items.Count + page.Damaged.Count;
            passed += read;
            if (read == 0 || passed >= page.Count)
            {
                return damaged;
            }
        }
    }

    // Others refer to a name and a version: what it held is not needed to know that they do.
    private static ResourceDocument StandIn(DocumentScope scope, string name, string version) => new(
        scope.Info,
        new Metadata { Name = name },
        scope.Info.Kind switch
        {
            KindNames.ResourceTemplate => new ResourceTemplateSpec { Version = version },
            KindNames.EnvironmentTemplate => new EnvironmentTemplateSpec { Version = version },
            _ => new object(),
        },
        new JsonObject { ["kind"] = scope.Info.Kind, ["name"] = name, ["version"] = version });

    /// <summary>Who mends or deletes a damaged document is not kept from it by others that are damaged.</summary>
    private Task<Catalog> LoadAsync(DocumentScope scope, bool mends, CancellationToken cancellationToken) => mends
        ? catalogs.LoadReadableAsync(scope.Organisation, scope.Project, cancellationToken)
        : catalogs.LoadAsync(scope.Organisation, scope.Project, cancellationToken);
}
