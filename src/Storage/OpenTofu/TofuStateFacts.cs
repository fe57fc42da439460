using System.Security.Cryptography;
using System.Text.Json;
using Actors.Contracts.Storage;

namespace Actors.Storage.OpenTofu;

/// <summary>What is kept of a state beside its content.</summary>
/// <param name="Serial">The serial in it; null: it has none.</param>
/// <param name="Lineage">The lineage in it; null: it has none, or one that is no lineage.</param>
/// <param name="Sha256">SHA-256 of its content, in hexadecimal digits.</param>
/// <param name="Bytes">Size of its content.</param>
internal sealed record TofuStateFacts(long? Serial, string? Lineage, string Sha256, long Bytes)
{
    private const int MaxLineage = 200;
    // The values of a module are nested as deep as it likes; the reader needs a bit a level.
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 1 << 20 };

    /// <summary>Reads them. A worker sends what it likes: what is no state has neither serial nor lineage.</summary>
    public static TofuStateFacts Of(ReadOnlySpan<byte> state)
    {
        var (serial, lineage) = (default(long?), default(string?));
        try
        {
            var json = new Utf8JsonReader(state, Deep);
            var isObject = json.Read() && json.TokenType == JsonTokenType.StartObject;
            while (isObject && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isSerial, isLineage) = (json.ValueTextEquals("serial"u8), json.ValueTextEquals("lineage"u8));
                json.Read();
                if (isSerial && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number)) serial = number;
                if (isLineage && json.TokenType == JsonTokenType.String && json.GetString() is { Length: > 0 and <= MaxLineage } text && !text.Contains('\0')) lineage = text;
                json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            (serial, lineage) = (null, null);
        }
        return new TofuStateFacts(serial, lineage, Convert.ToHexStringLower(SHA256.HashData(state)), state.Length);
    }

    /// <summary>A version with what is known of it.</summary>
    public TofuStateVersion Describe(TofuStateVersion version) => version with { Serial = Serial, Lineage = Lineage, Sha256 = Sha256, Bytes = Bytes };
}
