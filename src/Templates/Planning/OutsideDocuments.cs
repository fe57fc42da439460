using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Stands in for what documents of files refer to and the server has. Agents and repositories often are there only, and what they hold changes nothing of what else is wrong.</summary>
public static class OutsideDocuments
{
    /// <summary>Adds an agent or repository for each that is referred to and not there.</summary>
    /// <param name="catalog">The documents of files; it stays as it is.</param>
    /// <returns>The same documents with those that stand in.</returns>
    public static Catalog Complete(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var complete = new Catalog(catalog.Documents) { OrganisationSettings = catalog.OrganisationSettings, IsOrganisation = catalog.IsOrganisation, IsOfFiles = catalog.IsOfFiles };
        foreach (var reference in catalog.Documents.Concat(new[] { catalog.OrganisationSettings }.OfType<ResourceDocument>()).SelectMany(References.Of).ToList())
        {
            if (Spec(reference.Kind) is { } spec && complete.Find(reference.Kind, reference.Name) is null)
            {
                complete.Add(StandIn(reference.Kind, spec, reference.Name));
            }
        }

        return complete;
    }

    /// <summary>A document that nobody wrote.</summary>
    internal static ResourceDocument StandIn(string kind, object spec, string name) => new(KindInfo.Find(kind)!, new() { Name = name }, spec, new JsonObject());

    /// <summary>What an agent or a repository says that only stands in for one; null: of another kind.</summary>
    internal static object? Spec(string kind) => kind switch
    {
        KindNames.Agent => new AgentSpec(),
        KindNames.Repository => new RepositorySpec { Endpoint = "https://repository.invalid" },
        _ => null,
    };
}
