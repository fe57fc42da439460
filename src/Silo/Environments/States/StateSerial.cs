using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Silo.Environments.States;

/// <summary>The serial of an OpenTofu state, which grows with each version of it.</summary>
internal static class StateSerial
{
    // The values of a module are nested as deep as it likes, and some levels deeper in the state.
    private const int MaxDepth = 4096;
    private static readonly JsonSerializerOptions AsTheToolWrites = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    /// <summary>The same state with another serial; null: it is no state, or has none.</summary>
    public static byte[]? Replace(ReadOnlySpan<byte> state, long serial)
    {
        if (Read(state) is not { } content || content["serial"]?.GetValueKind() != JsonValueKind.Number)
        {
            return null;
        }

        content["serial"] = serial;
        return JsonSerializer.SerializeToUtf8Bytes(content, AsTheToolWrites);
    }

    /// <summary>
    /// Whether the tool encrypted the state itself (its block <c>encryption</c>). The serial is then sealed in with the content: the one that is to be read is there for information, and the tool refuses a state
    /// in which the two differ.
    /// </summary>
    public static bool IsEncrypted(ReadOnlySpan<byte> state) => Read(state)?.ContainsKey("encrypted_data") == true;

    private static JsonObject? Read(ReadOnlySpan<byte> state)
    {
        try
        {
            // A key that is there twice is found as the object is first asked for one.
            return JsonNode.Parse(state, null, new() { MaxDepth = MaxDepth }) is JsonObject content && content.ContainsKey("serial") ? content : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
