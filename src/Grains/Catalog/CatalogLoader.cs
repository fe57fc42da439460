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
    public async Task<Templates.Planning.Catalog> LoadAsync(string organisation, string project, CancellationToken cancellationToken)
    {
        if (project == OrganisationLevel.Project)
        {
            IReadOnlyList<StoredDocument> all =
            [
                .. await ListAsync(new(organisation, project), cancellationToken),
                .. await ListAsync(new(organisation, null, KindNames.Agent), cancellationToken),
                .. await ListAsync(new(organisation, null, KindNames.AgentPool), cancellationToken),
            ];
            return new(Read(all)) { IsOrganisation = true };
        }

        var settings = await documents.GetAsync(new(organisation, OrganisationLevel.Project, KindNames.GlobalSettings, OrganisationLevel.SettingsName), cancellationToken);
        var own = await ListAsync(new(organisation, project), cancellationToken);
        return new(Read(own)) { OrganisationSettings = settings is null ? null : Read(settings) };
    }

    private async Task<List<StoredDocument>> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        var found = new List<StoredDocument>();
        while (true)
        {
            var page = await documents.ListAsync(query with { Offset = found.Count }, cancellationToken);
            found.AddRange(page.Items);
            if (page.Items.Count == 0 || found.Count >= page.Count)
            {
                return found;
            }

            if (found.Count > MaxDocuments)
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
