using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Silo.Api;
using Actors.Templates.Kinds;

namespace Actors.Silo.Documents;

/// <summary>Where a request is: a kind of documents in a project.</summary>
/// <param name="Organisation">Organisation.</param>
/// <param name="Project">Project.</param>
/// <param name="Info">The kind.</param>
public sealed record DocumentScope(string Organisation, string Project, KindInfo Info)
{
    private const int MaxName = 253;

    /// <summary>Key of the project.</summary>
    public ActorKey ProjectKey => ActorKey.Of(Organisation, Project);

    /// <summary>Reads the parts of a path.</summary>
    /// <param name="organisation">Organisation of this silo.</param>
    /// <param name="group">Group.</param>
    /// <param name="version">Version of the group.</param>
    /// <param name="project">Project.</param>
    /// <param name="plural">Plural of the kind.</param>
    /// <returns>The scope.</returns>
    /// <exception cref="ApiException">There is no such kind, or the project's name is not valid.</exception>
    public static DocumentScope Of(string organisation, string group, string version, string project, string plural)
    {
        CheckName("project", project);
        return KindInfo.FindByPath(group, version, plural) is { } info
            ? project == OrganisationLevel.Project && info.Kind != KindNames.GlobalSettings
                ? throw ApiException.Invalid($"'{project}' stands for all projects and holds {KindNames.GlobalSettings} only; name a project.")
                : new(organisation, project, info)
            : throw ApiException.NotFound($"There is no kind '{plural}' in {group}/{version}. The kinds are {string.Join(", ", KindInfo.All.Select(kind => $"{kind.ApiVersion} {kind.Plural}"))}.");
    }

    /// <summary>Key of a document of this kind.</summary>
    /// <param name="name">Name.</param>
    /// <param name="version">Version of a template.</param>
    /// <returns>The key.</returns>
    public DocumentKey Key(string name, string version = "") => new(Organisation, Project, Info.Kind, name, version);

    /// <summary>Key of the actor of this name in the project.</summary>
    /// <param name="name">Name.</param>
    /// <returns>The key.</returns>
    public ActorKey Actor(string name) => ProjectKey.Child(name);

    /// <summary>Refuses names that cannot be a name.</summary>
    /// <param name="what">What it is the name of.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ApiException">It is none.</exception>
    public static void CheckName(string what, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl) || name is "." or "..")
        {
            throw ApiException.Invalid($"The name of the {what} is empty, too long (more than {MaxName} characters), or has control characters.");
        }
    }
}
