using System.Text;
using System.Text.Json;
using Actors.Silo.Api;

namespace Actors.Silo.Workers;

/// <summary>Body of a write to the state store of functions: <c>{"scope": {"organization_id", "project_id"?, "environment_id"?}, "key", "value"?, "version"?}</c>.</summary>
internal sealed record FunctionStateRequest(string? OrganizationId, string? ProjectId, string? EnvironmentId, string Key, byte[]? Value, long Version)
{
    private const int MaxKey = 256;

    /// <summary>Reads it.</summary>
    /// <exception cref="ApiException">It is not valid.</exception>
    public static FunctionStateRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("scope", out var scope) || scope.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid("""The body must be an object with a "scope" that is an object.""");
        }

        var value = body.TryGetProperty("value", out var given) ? Encoding.UTF8.GetBytes(given.GetRawText()) : null;
        return new(Text(scope, "organization_id"), Text(scope, "project_id"), Text(scope, "environment_id"), KeyOf(Text(body, "key")), value, VersionOf(body));
    }

    /// <summary>A key that is one.</summary>
    /// <exception cref="ApiException">It is not valid.</exception>
    public static string KeyOf(string? key) => key is { Length: > 0 and <= MaxKey } && !key.Any(char.IsControl)
        ? key
        : throw ApiException.Invalid($"A key has 1 to {MaxKey} characters, and no control characters.");

    /// <summary>The value of a write.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public byte[] ValueOrRefuse() => Value ?? throw ApiException.Invalid("""The body has no "value".""");

    /// <inheritdoc/>
    public override string ToString() => $"value '{Key}'";

    private static string? Text(JsonElement map, string name)
    {
        if (!map.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : throw ApiException.Invalid($"{name} must be a text.");
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Invalid($"{name} holds half of a character.");
        }
    }

    private static long VersionOf(JsonElement body) => !body.TryGetProperty("version", out var version) || version.ValueKind == JsonValueKind.Null ? 0
        : version.ValueKind == JsonValueKind.Number && version.TryGetUInt32(out var number) ? number
        : throw ApiException.Invalid("version must be a whole number from 0 to 4294967295.");
}
