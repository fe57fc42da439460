using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Kinds;

namespace Actors.Templates.Reading;

/// <summary>One document: its envelope, its typed spec, and its whole canonical JSON.</summary>
/// <param name="Info">The kind.</param>
/// <param name="Metadata">Name and labels.</param>
/// <param name="Spec">An instance of <see cref="KindInfo.SpecType"/>.</param>
/// <param name="Raw">Canonical JSON with fields that the product does not know; what the API stores and returns.
/// Not to be changed: copy it by <see cref="ToJson"/>.</param>
public sealed record ResourceDocument(KindInfo Info, Metadata Metadata, object Spec, JsonObject Raw)
{
    /// <summary>Group and version of the kind.</summary>
    public string ApiVersion => Info.ApiVersion;

    /// <summary>Kind as documents spell it.</summary>
    public string Kind => Info.Kind;

    /// <summary>Name, unique per kind within the project.</summary>
    public string Name => Metadata.Name!;

    /// <summary>Version label of a template; empty for kinds without versions and for templates that give none.</summary>
    public string Version => Spec switch
    {
        ResourceTemplateSpec spec => spec.Version?.Trim() ?? "",
        EnvironmentTemplateSpec spec => spec.Version?.Trim() ?? "",
        _ => "",
    };

    /// <summary>The document in messages.</summary>
    public string Subject => $"{Kind}/{Name}";

    internal SourceMap? Places { get; init; }

    /// <summary>Reads a document back from its canonical JSON.</summary>
    /// <param name="json">What <see cref="Raw"/> or <see cref="ToJson"/> gave.</param>
    /// <returns>The document.</returns>
    /// <exception cref="DocumentException">The JSON is no valid document.</exception>
    public static ResourceDocument FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var result = DocumentReader.ReadJson(json.ToJsonString(), "stored document");
        return result.HasErrors || result.Documents.Count != 1 ? throw new DocumentException(result.Findings) : result.Documents[0];
    }

    /// <summary>The typed spec.</summary>
    /// <typeparam name="T">The record of the kind.</typeparam>
    /// <returns>The spec.</returns>
    /// <exception cref="InvalidOperationException">The document is of another kind.</exception>
    public T SpecAs<T>()
        where T : class => Spec as T ?? throw new InvalidOperationException($"{Subject} has a {Spec.GetType().Name}, not a {typeof(T).Name}.");

    /// <summary>A copy of the canonical JSON.</summary>
    /// <returns>A new object that the caller may change.</returns>
    public JsonObject ToJson() => (JsonObject)Raw.DeepClone();

    /// <summary>The document as YAML.</summary>
    /// <returns>One YAML document that reads back to the same JSON.</returns>
    public string ToYaml() => YamlText.Write(Raw);

    /// <summary>A finding about a field of this document.</summary>
    /// <param name="severity">How serious it is.</param>
    /// <param name="fieldPath">The field, such as <c>spec.template.name</c>.</param>
    /// <param name="message">What is wrong.</param>
    /// <returns>The finding, with the place when the document was read from a text.</returns>
    public Finding FindingAt(Severity severity, string fieldPath, string message) =>
        new(severity, message, Subject, fieldPath, Places?.PlaceOf(fieldPath));

    /// <summary>Names the document without its values, which may be secret.</summary>
    /// <returns><c>Kind/name</c>.</returns>
    public override string ToString() => Subject;

    /// <summary>Compares the canonical JSON.</summary>
    /// <param name="other">The other document.</param>
    /// <returns>Whether both say the same.</returns>
    public bool Equals(ResourceDocument? other) => other is not null && JsonNode.DeepEquals(Raw, other.Raw);

    /// <summary>Hashes kind and name.</summary>
    /// <returns>The hash code.</returns>
    public override int GetHashCode() => HashCode.Combine(Kind, Name);
}
