using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Api;
using Actors.Silo.Configuration;
using Actors.Templates.Kinds;

namespace Actors.Silo.Quickstart;

/// <summary>Calls the silo's own API over HTTP, as any user would.</summary>
internal sealed class ApiSession : IDisposable
{
    private const string Project = "default";
    private readonly HttpClient _http;

    public ApiSession(string server, string token)
    {
        _http = new() { BaseAddress = new(server), Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>Applies a document.</summary>
    public async Task ApplyAsync(KindInfo info, JsonObject document, string source, CancellationToken cancellationToken)
    {
        using var content = new StringContent(document.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await _http.PostAsync(
            new Uri($"/apis/{info.ApiVersion}/projects/{Project}/{info.Plural}?source={Uri.EscapeDataString(source)}", UriKind.Relative), content, cancellationToken);
        await CheckAsync(response, cancellationToken);
    }

    /// <summary>Whether a document is there.</summary>
    public async Task<bool> HasAsync(KindInfo info, string name, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(
            new Uri($"/apis/{info.ApiVersion}/projects/{Project}/{info.Plural}/{Uri.EscapeDataString(name)}", UriKind.Relative), cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }

        await CheckAsync(response, cancellationToken);
        return true;
    }

    /// <summary>The state of an environment, such as <c>Deployed</c>.</summary>
    public async Task<string> EnvironmentStateAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"/apis/eaas.envmgmt.io/v1/projects/{Project}/environments/{Uri.EscapeDataString(name)}", UriKind.Relative), cancellationToken);
        await CheckAsync(response, cancellationToken);
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return document?["status"]?["state"]?.GetValue<string>() ?? "NotDeployed";
    }

    public void Dispose() => _http.Dispose();

    private static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var error = Read(body);
        var lines = error?.Details.Select(detail => $"  {detail.Source}:{detail.Line}:{detail.Column} {detail.Path} {detail.Message}") ?? [];
        throw new StartupException(string.Join(Environment.NewLine, [error?.Message ?? $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}.", .. lines]));
    }

    private static ApiError? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ApiJson.Default.ErrorResponse)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
