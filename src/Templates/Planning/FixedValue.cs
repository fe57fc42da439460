using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Templates.Planning;

/// <summary>An immutable value as it was first deployed: enough to tell whether it is the same, not what it was.</summary>
public sealed record FixedValue
{
    /// <summary>The resource; empty: the environment's own hooks.</summary>
    public required string Resource { get; init; }

    /// <summary>The task, or the handler beside it, such as <c>onInit/ask</c> or <c>artifact/handler</c>; empty for OpenTofu.</summary>
    public string Task { get; init; } = "";

    /// <summary>What it is.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<InputKind>))]
    public required InputKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Digest of environment, type and value; empty: there was no value.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Where the value came from.</summary>
    public string From { get; init; } = "";

    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    internal static FixedValue Of(string environment, string resource, string? task, MergedInput input) => new()
    {
        Resource = resource,
        Task = task ?? "",
        Kind = input.Kind,
        Name = input.Name,
        Digest = DigestOf(environment, input),
        From = input.Winner is { } winner ? $"{winner.Document.Subject} {winner.ValuePath}" : "",
    };

    internal static string DigestOf(string environment, MergedInput input) => input.Winner?.Value is not { Length: > 0 } value ? "" : Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{environment}\n{input.Type.ToUpperInvariant()}\n{(input.Kind == InputKind.File ? input.MountPath : "")}\n{value}")));
}
