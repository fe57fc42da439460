using System.Text.Json;

namespace Actors.Worker.Functions.Relay;

/// <summary>What a write to the state store makes, to be recognised when it is there already.</summary>
/// <param name="Query">The query that reads it, with its question mark.</param>
/// <param name="Value">The value.</param>
/// <param name="Version">Its version.</param>
internal sealed record RelayWrite(string Query, JsonElement Value, long Version)
{
    private static readonly string[] Scopes = ["organization_id", "project_id", "environment_id"];

    /// <summary>That of a call; null: it is no write.</summary>
    public static RelayWrite? Of(RelayRequest request) => request is { Method: "PUT", Body: { } body } ? Read(body) : null;

    /// <summary>Whether an answer of the store has it.</summary>
    /// <param name="answer">Body of the answer.</param>
    public bool IsIn(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement is { ValueKind: JsonValueKind.Object } read
                && read.TryGetProperty("value", out var value) && read.TryGetProperty("version", out var version) && version.TryGetInt64(out var number)
                && number == Version && JsonElement.DeepEquals(value, Value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static RelayWrite? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var scope = root.GetProperty("scope");
            var version = root.TryGetProperty("version", out var given) && given.ValueKind != JsonValueKind.Null ? given.GetInt64() : 0;
            var names = Scopes.Select(name => (Name: name, Value: scope.TryGetProperty(name, out var value) ? value.GetString() : null)).Append((Name: "key", Value: root.GetProperty("key").GetString()));
            var query = string.Join('&', names.Where(x => !string.IsNullOrEmpty(x.Value)).Select(x => $"{x.Name}={Uri.EscapeDataString(x.Value!)}"));
            // It named the version that it read, or that plus one. With the latter it would have been taken a second time: it is there as a newer one.
            return new RelayWrite($"?{query}", root.GetProperty("value").Clone(), version + 1);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // The controller said what is wrong with it.
            return null;
        }
    }
}
