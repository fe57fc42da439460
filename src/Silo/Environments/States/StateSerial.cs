using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Silo.Environments.States;

/// <summary>The serial of an OpenTofu state, which grows with each version of it.</summary>
internal static class StateSerial
{
    private static readonly JsonSerializerOptions AsTheToolWrites = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same state with another serial; null: it is no state, or has none.</summary>
    public static byte[]? Replace(ReadOnlySpan<byte> state, long serial)
    {
        try
        {
            if (JsonNode.Parse(state) is not JsonObject content || content["serial"]?.GetValueKind() != JsonValueKind.Number)
            {
                return null;
            }

            content["serial"] = serial;
            return JsonSerializer.SerializeToUtf8Bytes(content, AsTheToolWrites);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
