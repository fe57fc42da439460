using System.Text.Json.Nodes;

namespace Actors.Templates.Reading;

/// <summary>Keeps secrets of documents out of what is shown.</summary>
public static class SecretRedaction
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Marker = "********";

    /// <summary>A copy of a document in which secrets are replaced by <see cref="Marker"/>.</summary>
    /// <param name="document">Canonical JSON of a document, or any part of one.</param>
    /// <returns>The copy.</returns>
    public static JsonObject Redact(JsonObject document) => throw new NotImplementedException();

    /// <summary>The inverse, for a document that is shown, edited and applied again: a marker stands for the stored value.</summary>
    /// <param name="stored">The stored document; null when there is none.</param>
    /// <param name="incoming">The document that is applied.</param>
    /// <returns>A copy of the incoming document with the stored secrets in the place of markers. A marker without a stored value stays.</returns>
    public static JsonObject Merge(JsonObject? stored, JsonObject incoming) => throw new NotImplementedException();
}
