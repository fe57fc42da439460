using System.Text.Json.Nodes;
using Actors.Contracts.Storage;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Grains.Catalog;

/// <summary>Reads the documents of a project into memory, so that planning and checks are pure.</summary>
public sealed class CatalogLoader(IDocumentStore documents)
{
    /// <summary>Most documents of one project.</summary>
    public const int MaxDocuments = 10_000;

    /// <summary>The project's catalog, oldest documents first; of the organisation's own level, its settings and the agents and pools of all projects.</summary>
    /// <exception cref="InvalidOperationException">The project has more documents than <see cref="MaxDocuments"/>.</exception>
    /// <exception cref="DamagedException">Documents cannot be read: without them a version, an agent or a setting that nobody meant would be taken.</exception>
    public Task<Templates.Planning.Catalog> LoadAsync(string organisation, string project, CancellationToken cancellationToken) => LoadAsync(organisation, project, passOver: false, cancellationToken);

    /// <summary>The catalog without the documents that cannot be read, for whoever mends or deletes one of those; else as <see cref="LoadAsync(string, string, CancellationToken)"/>.</summary>
    /// <exception cref="InvalidOperationException">The project has more documents than <see cref="MaxDocuments"/>.</exception>
    public Task<Templates.Planning.Catalog> LoadReadableAsync(string organisation, string project, CancellationToken cancellationToken) => LoadAsync(organisation, project, passOver: true, cancellationToken);

    private async Task<Templates.Planning.Catalog> LoadAsync(string organisation, string project, bool passOver, CancellationToken cancellationToken)
    {
        if (project == OrganisationLevel.Project)
        {
            IReadOnlyList<StoredDocument> all =
            [
                .. await ListAsync(new(organisation, project), passOver, cancellationToken),
                .. await ListAsync(new(organisation, null, KindNames.Agent), passOver, cancellationToken),
                .. await ListAsync(new(organisation, null, KindNames.AgentPool), passOver, cancellationToken),
            ];
            return new(Read(all)) { IsOrganisation = true };
        }

        var settings = await SettingsAsync(organisation, passOver, cancellationToken);
        var own = await ListAsync(new(organisation, project), passOver, cancellationToken);
        return new(Read(own)) { OrganisationSettings = settings is null ? null : Read(settings) };
    }

    private async Task<StoredDocument?> SettingsAsync(string organisation, bool passOver, CancellationToken cancellationToken)
    {
        try
        {
            return await documents.GetAsync(new(organisation, OrganisationLevel.Project, KindNames.GlobalSettings, OrganisationLevel.SettingsName), cancellationToken);
        }
        catch (DamagedException) when (passOver)
        {
            return null;
        }
    }

    private async Task<List<StoredDocument>> ListAsync(DocumentQuery query, bool passOver, CancellationToken cancellationToken)
    {
        var (found, passed) = (new List<StoredDocument>(), 0);
        while (true)
        {
            var page = await documents.ListAsync(query with { Offset = passed }, cancellationToken);
            if (page.Damaged.Count > 0 && !passOver)
            {
                throw new DamagedException(string.Join(" ", page.Damaged.Take(10).Select(damaged => damaged.Message)));
            }

            found.AddRange(page.Items);
            var read = page.Items.Count + page.Damaged.Count;
            passed += read;
            if (read == 0 || passed >= page.Count)
            {
                return found;
            }

            if (passed > MaxDocuments)
            {
                throw new InvalidOperationException(query.Project is { } project
                    ? $"Project '{project}' has more than {MaxDocuments} documents; spread them over several projects."
                    : $"The organisation has more than {MaxDocuments} documents of kind {query.Kind}.");
            }
        }
    }

    private static IEnumerable<ResourceDocument> Read(IEnumerable<StoredDocument> stored) => stored.OrderBy(each => each.CreatedAt).Select(Read);

    private static ResourceDocument Read(StoredDocument stored) => ResourceDocument.FromJson(JsonNode.Parse(stored.Json)!.AsObject());
}
