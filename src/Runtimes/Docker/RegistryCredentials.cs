using System.Text;
using System.Text.Json;
using Actors.Contracts.Runtimes;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>Credentials of registries out of a Docker <c>config.json</c>. They go into the header of a pull and nowhere else.</summary>
internal static class RegistryCredentials
{
    private const string HubKey = "https://index.docker.io/v1/";

    /// <summary>What the file has for a registry; null: nothing.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read, or leaves this registry to a helper program; the message says which, and no secret.</exception>
    public static async Task<AuthConfig?> FindAsync(string? file, string registry, CancellationToken cancellationToken)
    {
        if (file is null)
            return null;
        try
        {
            await using var stream = File.OpenRead(file);
            using var json = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return Find(json.RootElement, registry);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            // Of a damaged file only the place is told: what stands there may be a password.
            var why = exception is JsonException damaged ? $"no JSON at line {damaged.LineNumber + 1}" : exception is FormatException ? $"'auth' of {registry} is not USER:PASSWORD in base64" : exception.Message;
            throw new InvalidOperationException($"The credentials in {file} (setting Docker:RegistryConfig) cannot be used: {why}.", exception is IOException ? exception : null);
        }
    }

    /// <summary>The account that a template names for an image.</summary>
    /// <exception cref="InvalidOperationException">It is for another registry.</exception>
    public static AuthConfig Of(ImageAccount account, string registry) =>
        account.IsFor(registry)
            ? new() { Username = account.Username, Password = account.Password, ServerAddress = registry == ImageReference.Hub ? HubKey : registry }
            : throw new InvalidOperationException($"imagePullCredentials are for the registry {account.Registry}, and the image comes from {registry}: give it those of its own registry.");

    private static AuthConfig? Find(JsonElement root, string registry)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException();
        string[] names = registry == ImageReference.Hub ? [HubKey, "docker.io", "index.docker.io", "registry-1.docker.io"] : [registry];
        if (Section(root, "auths") is { } auths)
        {
            foreach (var entry in auths.EnumerateObject())
            {
                if (names.Contains(entry.Name) || names.Contains(Host(entry.Name)))
                {
                    if (Read(entry.Value, registry == ImageReference.Hub ? HubKey : registry) is { } found)
                        return found;
                }
            }
        }

        return Section(root, "credHelpers") is { } helpers && helpers.EnumerateObject().Any(entry => names.Contains(Host(entry.Name)))
            ? throw new InvalidOperationException($"The file of the setting Docker:RegistryConfig leaves {registry} to a credential helper, which is not supported: put its 'auth' into 'auths'.")
            : null;
    }

    private static AuthConfig? Read(JsonElement entry, string server)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            return null;
        if (Text(entry, "identitytoken") is { } identity)
            return new() { IdentityToken = identity, ServerAddress = server };
        if (Text(entry, "registrytoken") is { } token)
            return new() { RegistryToken = token, ServerAddress = server };
        if (Text(entry, "username") is { } user && Text(entry, "password") is { } password)
            return new() { Username = user, Password = password, ServerAddress = server };
        if (Text(entry, "auth") is not { } auth)
            return null;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).Split(':', 2);
        return pair is [var name, var secret] ? new() { Username = name, Password = secret.TrimEnd('\0'), ServerAddress = server } : throw new FormatException();
    }

    private static JsonElement? Section(JsonElement root, string name) =>
        root.TryGetProperty(name, out var section) && section.ValueKind == JsonValueKind.Object ? section : null;

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string Host(string key) =>
        (key.Contains("://", StringComparison.Ordinal) ? key[(key.IndexOf("://", StringComparison.Ordinal) + 3)..] : key).Split('/')[0];
}
