using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Kubernetes.Images;

/// <summary>Reads from registries (OCI distribution): over TLS, unless the settings name the registry; with the account of a template, or as anybody.</summary>
internal sealed class RegistryClient(IReadOnlyList<string> plain) : IDisposable
{
    private const string HubHost = "registry-1.docker.io";
    private const int LongestAnswer = 4 << 20;
    private const int LongestChallenge = 2048;

    // A redirect to a store of blobs does not get the account, and none leads away from TLS.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, MaxAutomaticRedirections = 5, ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>Reads a JSON document of a repository.</summary>
    /// <param name="registry">Host of the registry, with its port.</param>
    /// <param name="path">Path below <c>/v2/</c>.</param>
    /// <param name="repository">The repository, for the token.</param>
    /// <param name="types">Media types that are understood.</param>
    /// <param name="account">The account; null: none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">There was no answer, or a refusal.</exception>
    /// <exception cref="JsonException">The answer is no JSON.</exception>
    public async Task<JsonDocument> ReadAsync(string registry, string path, string repository, string[] types, ImageAccount? account, CancellationToken cancellationToken)
    {
        var scheme = plain.Contains(registry, StringComparer.OrdinalIgnoreCase) ? "http" : "https";
        var address = new Uri($"{scheme}://{(registry == Docker.ImageReference.Hub ? HubHost : registry)}/v2/{path}");
        var answer = await SendAsync(address, types, null, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized && await AuthorizationAsync(answer, repository, account, cancellationToken) is { } authorization)
        {
            answer.Dispose();
            answer = await SendAsync(address, types, authorization, cancellationToken);
        }

        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"{address.Authority} answers {(int)answer.StatusCode} {answer.StatusCode}", null, answer.StatusCode);
            return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Uri address, string[] types, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var type in types)
            request.Headers.Accept.Add(new(type));
        request.Headers.Authorization = authorization;
        return await _http.SendAsync(request, cancellationToken);
    }

    private async Task<AuthenticationHeaderValue?> AuthorizationAsync(HttpResponseMessage refusal, string repository, ImageAccount? account, CancellationToken cancellationToken)
    {
        var basic = account is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Username}:{account.Password}")));
        var challenges = refusal.Headers.WwwAuthenticate.Where(found => found.Parameter is { Length: <= LongestChallenge }).ToList();
        if (challenges.Find(found => found.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) is not { } bearer)
            return basic;
        var parts = Parts(bearer.Parameter!);
        if (!parts.TryGetValue("realm", out var realm) || !Uri.TryCreate(realm, UriKind.Absolute, out var place) || (place.Scheme != Uri.UriSchemeHttps && refusal.RequestMessage?.RequestUri?.Scheme != Uri.UriSchemeHttp))
            return null;
        var query = $"scope={Uri.EscapeDataString($"repository:{repository}:pull")}{(parts.TryGetValue("service", out var service) ? $"&service={Uri.EscapeDataString(service)}" : "")}";
        using var answer = await SendAsync(new UriBuilder(place) { Query = query }.Uri, ["application/json"], basic, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{place.Authority} gives no token: {(int)answer.StatusCode} {answer.StatusCode}", null, answer.StatusCode);
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return (Text(json.RootElement, "token") ?? Text(json.RootElement, "access_token")) is { } token ? new("Bearer", token) : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // key="value",key="value": a scope may have commas of its own.
    private static Dictionary<string, string> Parts(string challenge)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; challenge.IndexOf("=\"", at, StringComparison.Ordinal) is >= 0 and var equals;)
        {
            var end = challenge.IndexOf('"', equals + 2);
            if (end < 0)
                break;
            parts[challenge[at..equals].Trim(' ', ',')] = challenge[(equals + 2)..end];
            at = end + 1;
        }

        return parts;
    }
}
