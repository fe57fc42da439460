using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Contracts.Storage;

/// <summary>How grain states are written as JSON, so that whoever reads <see cref="StateRow.Payload"/> reads what a store wrote.</summary>
public static class StateJson
{
    /// <summary>camelCase names, enums by name, null left out.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Writes a state as UTF-8.</summary>
    public static byte[] Serialize<TState>(TState state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);

    /// <summary>Reads a state.</summary>
    /// <exception cref="JsonException">The payload is no such state.</exception>
    public static TState Deserialize<TState>(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize<TState>(payload.Span, Options) ?? throw new JsonException($"The stored {typeof(TState).Name} is null.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
