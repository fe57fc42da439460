using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>A resource of an environment template with the document behind it.</summary>
/// <param name="Name">Its name within the environment.</param>
/// <param name="Path">Its place in the environment template, such as <c>spec.resources[1]</c>.</param>
/// <param name="Document">ResourceTemplate, Resource or Environment.</param>
/// <param name="DependsOn">Names of the resources that must be up before.</param>
internal sealed record PlannedResource(string Name, string Path, ResourceDocument Document, IReadOnlyList<string> DependsOn)
{
    /// <summary>The template of a dynamic resource; null for static ones.</summary>
    public ResourceTemplateSpec? Template => Document.Spec as ResourceTemplateSpec;

    /// <summary>Whether it stands for another environment's outputs.</summary>
    public bool IsEnvironment => Document.Spec is EnvironmentSpec;
}
