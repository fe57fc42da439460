using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>The documents of one project, in memory. Not thread-safe while documents are added.</summary>
public sealed class Catalog
{
    private readonly Dictionary<(string Kind, string Name), List<ResourceDocument>> _documents = [];

    /// <summary>An empty catalog.</summary>
    public Catalog()
    {
    }

    /// <summary>A catalog of documents.</summary>
    /// <param name="documents">The documents, oldest first.</param>
    public Catalog(IEnumerable<ResourceDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var document in documents)
        {
            Add(document);
        }
    }

    /// <summary>The GlobalSettings of the organisation; null when there are none. Not among <see cref="Documents"/>: they are not of this project.</summary>
    public ResourceDocument? OrganisationSettings { get; init; }

    /// <summary>Whether this is the catalog of the organisation: its settings, and what the agents and pools of its projects are called.</summary>
    public bool IsOrganisation { get; init; }

    /// <summary>Whether these are documents of files, to which nothing can be applied.</summary>
    public bool IsOfFiles { get; init; }

    /// <summary>The GlobalSettings of the project; null when there are none.</summary>
    public ResourceDocument? ProjectSettings => Find(KindNames.GlobalSettings, OrganisationLevel.SettingsName);

    /// <summary>Every document.</summary>
    public IEnumerable<ResourceDocument> Documents => _documents.Values.SelectMany(versions => versions);

    /// <summary>Adds a document; one of the same kind, name and version is replaced.</summary>
    /// <param name="document">The document.</param>
    public void Add(ResourceDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var key = (document.Kind, document.Name);
        if (!_documents.TryGetValue(key, out var versions))
        {
            _documents[key] = versions = [];
        }

        versions.RemoveAll(other => other.Version == document.Version);
        versions.Add(document);
    }

    /// <summary>Finds a document.</summary>
    /// <param name="kind">Kind, such as <see cref="KindNames.ResourceTemplate"/>; a WorkflowHandler is looked for among the Drivers too.</param>
    /// <param name="name">Name.</param>
    /// <param name="version">Version label; blank means the latest active one: that which was added last.</param>
    /// <returns>The document, or null when there is none.</returns>
    public ResourceDocument? Find(string kind, string? name, string? version = null) => Find(kind, name, version, null);

    /// <summary>Finds exactly one version.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="name">Name.</param>
    /// <param name="version">Version label; empty means the template without one.</param>
    /// <returns>The document, or null when there is none.</returns>
    public ResourceDocument? FindExact(string kind, string name, string version) =>
        Versions(kind, name).LastOrDefault(document => document.Version == version);

    internal ResourceDocument? Find(string kind, string? name, string? version, VersionState? state)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        if (!_documents.TryGetValue((kind, name), out var versions))
        {
            return kind == KindNames.WorkflowHandler ? Find(KindNames.Driver, name) : null;
        }

        return string.IsNullOrWhiteSpace(version)
            ? versions.LastOrDefault(document => VersionRules.StateOf(document) == (state ?? VersionState.Active))
            : versions.LastOrDefault(document => document.Version == version.Trim());
    }

    /// <summary>The versions of a name, oldest first.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="name">Name.</param>
    /// <returns>The documents; empty when there is none of that name.</returns>
    public IReadOnlyList<ResourceDocument> Versions(string kind, string name) =>
        _documents.TryGetValue((kind, name), out var versions) ? versions : [];

    /// <summary>Names of a kind, for suggestions in messages.</summary>
    /// <param name="kind">Kind.</param>
    /// <returns>The names.</returns>
    public IEnumerable<string> Names(string kind) => _documents.Keys.Where(key => key.Kind == kind).Select(key => key.Name);
}
