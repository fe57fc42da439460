using System.Text.Json.Nodes;
using Actors.Contracts.Storage;
using Actors.Templates.Reading;

namespace Actors.Grains.Catalog;

/// <summary>Reads the documents of a project into memory, so that planning and checks are pure.</summary>
public sealed class CatalogLoader(IDocumentStore documents)
{
    /// <summary>Most documents of one project.</summary>
    public const int MaxDocuments = 10_000;

    /// <summary>The project's catalog, oldest documents first.</summary>
    /// <exception cref="InvalidOperationException">The project has more documents than <see cref="MaxDocuments"/>.</exception>
    public async Task<Templates.Planning.Catalog> LoadAsync(string organisation, string project, CancellationToken cancellationToken)
    {
        var found = new List<StoredDocument>();
        while (true)
        {
            var page = await documents.ListAsync(new(organisation, project, Offset: found.Count), cancellationToken);
            found.AddRange(page.Items);
            if (page.Items.Count == 0 || found.Count >= page.Count)
            {
                break;
            }

            if (found.Count > MaxDocuments)
            {
                throw new InvalidOperationException($"Project '{project}' has more than {MaxDocuments} documents; spread them over several projects.");
            }
        }

        return new(found.OrderBy(d => d.CreatedAt).Select(d => ResourceDocument.FromJson(JsonNode.Parse(d.Json)!.AsObject())));
    }
}
