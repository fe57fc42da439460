using System.Text.Json.Nodes;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>The operator's partial PodTemplateSpec (<c>Kubernetes:PodTemplate</c>). It is trusted, but the pod stays ours: its name and our labels are not its to give.</summary>
internal static class OperatorTemplate
{
    /// <summary>Reads the setting: YAML itself, or the path of a file.</summary>
    /// <exception cref="FormatException">It is not usable; the message says why.</exception>
    public static JsonObject Read(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return [];
        var inline = setting.Contains('\n', StringComparison.Ordinal) || setting.TrimStart().StartsWith('{') || setting.Contains(": ", StringComparison.Ordinal);
        var template = YamlNodes.ReadObject(inline ? setting : ReadFile(Path.GetFullPath(setting)));
        foreach (var name in template.Select(pair => pair.Key).Except(["apiVersion", "kind", "metadata", "spec"]))
            throw new FormatException($"'{name}' is no part of a PodTemplateSpec, which has metadata and spec.");
        template.Remove("apiVersion");
        template.Remove("kind");
        if ((template["metadata"] is not (null or JsonObject)) || (template["spec"] is not (null or JsonObject)))
            throw new FormatException("metadata and spec are objects.");
        if (template["metadata"] is JsonObject metadata)
            CheckMetadata(metadata);
        return template;
    }

    private static void CheckMetadata(JsonObject metadata)
    {
        foreach (var name in metadata.Select(pair => pair.Key).Except(["labels", "annotations"]))
            throw new FormatException($"metadata.{name} cannot be set: name, namespace and life of a pod are the runtime's. labels and annotations can.");
        foreach (var map in (string[])["labels", "annotations"])
        {
            if (metadata[map] is JsonObject values && values.FirstOrDefault(pair => pair.Key.StartsWith(PodLayout.Ours, StringComparison.Ordinal)).Key is { } ours)
                throw new FormatException($"metadata.{map}: '{ours}' is the runtime's own, as all that begins with {PodLayout.Ours}");
        }
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"The file {path} is not readable: {exception.Message}", exception);
        }
    }
}
