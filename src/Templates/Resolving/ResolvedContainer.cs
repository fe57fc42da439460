using Actors.Templates.Planning;

namespace Actors.Templates.Resolving;

/// <summary>A container with concrete values.</summary>
public sealed record ResolvedContainer : ResolvedJob
{
    /// <summary>Image, command, arguments, directory, volumes and account; its unresolved inputs are empty.</summary>
    public required ContainerPlan Options { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Envs { get; init; } = new Dictionary<string, string>();

    /// <summary>Files for the working directory, or at absolute paths.</summary>
    public IReadOnlyList<ResolvedFile> Files { get; init; } = [];

    /// <summary>Kubeconfig; null: none.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>Names the container without its values.</summary>
    /// <returns>The image.</returns>
    public override string ToString() => Options.Image;
}
