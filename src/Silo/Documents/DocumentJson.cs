using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Storage;
using Actors.Templates.Reading;

namespace Actors.Silo.Documents;

/// <summary>Documents as the API shows them.</summary>
public static class DocumentJson
{
    private const int MaxFindings = 100;

    /// <summary>A stored document for people: secrets redacted, with its times, and with its status where there is one.</summary>
    /// <param name="stored">The stored document.</param>
    /// <param name="status">Its status; null: none.</param>
    /// <returns>A new object.</returns>
    public static JsonObject View(StoredDocument stored, JsonNode? status = null)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var view = SecretRedaction.Redact(Parse(stored));
        if (view["metadata"] is not JsonObject metadata)
        {
            view["metadata"] = metadata = [];
        }

        metadata["project"] = stored.Key.Project;
        metadata["createdAt"] = stored.CreatedAt.UtcDateTime;
        metadata["modifiedAt"] = stored.ModifiedAt.UtcDateTime;
        if (status is not null)
        {
            view["status"] = status;
        }

        return view;
    }

    /// <summary>Puts findings into a status.</summary>
    /// <param name="status">The status; null: none.</param>
    /// <param name="findings">What is wrong or doubtful.</param>
    /// <returns>The status with <c>findings</c>; null when there is nothing to say.</returns>
    public static JsonNode? WithFindings(JsonNode? status, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (findings.Count == 0)
        {
            return status;
        }

        var view = status as JsonObject ?? [];
        view["findings"] = new JsonArray([.. findings.Take(MaxFindings).Select(finding => (JsonNode)new JsonObject
        {
            ["severity"] = finding.Severity == Severity.Error ? "error" : "warning",
            ["subject"] = finding.Subject,
            ["path"] = finding.FieldPath,
            ["message"] = finding.Message,
        })]);
        return view;
    }

    /// <summary>Takes out what <see cref="View"/> puts in, so that a document that was read can be applied again.</summary>
    /// <param name="document">The incoming document; changed.</param>
    public static void RemoveViewFields(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        document.Remove("status");
        if (document["metadata"] is JsonObject metadata)
        {
            metadata.Remove("createdAt");
            metadata.Remove("modifiedAt");
        }
    }

    /// <summary>The JSON of a stored document.</summary>
    /// <param name="stored">The stored document.</param>
    /// <returns>A new object.</returns>
    public static JsonObject Parse(StoredDocument stored) => JsonNode.Parse(stored.Json)!.AsObject();

    /// <summary>Paths at which a redaction marker stands, such as <c>spec.credentials.password</c>.</summary>
    /// <param name="node">Any JSON.</param>
    /// <param name="path">Its own path.</param>
    /// <returns>The paths.</returns>
    public static IEnumerable<string> MarkersIn(JsonNode? node, string path = "") => node switch
    {
        JsonObject value => value.SelectMany(entry => MarkersIn(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}")),
        JsonArray value => value.SelectMany((item, i) => MarkersIn(item, $"{path}[{i}]")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == SecretRedaction.Marker => [path],
        _ => [],
    };
}
