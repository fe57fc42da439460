using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Authentication;
using System.Text.Json;
using Actors.Contracts.Agents;
using Actors.Contracts.Workers;
using Actors.Grains.Agents;

namespace Actors.Grains.Links;

/// <summary>The way to a controller in another network: <c>POST {controller}/agents/v1/{register|poll|exit}</c>, outbound only. Repeating is the caller's.</summary>
/// <param name="http">A client from <see cref="CreateClient"/>; it stays the caller's.</param>
/// <param name="controller">Address of the controller.</param>
/// <param name="name">Name of the agent in the configuration, for messages.</param>
/// <param name="tokenFile">File that holds the agent's token; read for each call, so that a new token needs no restart.</param>
/// <param name="clock">Measures the time limit of a call.</param>
public sealed class HttpControllerLink(HttpClient http, Uri controller, string name, string? tokenFile, TimeProvider clock) : IControllerLink
{
    /// <summary>Time limit of a call that does not wait for work.</summary>
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(15);
    /// <summary>Time limit of a poll; the agent itself cuts it shorter.</summary>
    public static readonly TimeSpan PollLimit = TimeSpan.FromMinutes(2);

    private const int MaxAnswer = 8 << 20;
    private const int MaxTokenFile = 4096;
    private const int MaxErrorShown = 500;

    /// <summary>A client with bounded answers that follows no redirects, so that a token goes nowhere but to the controller.</summary>
    /// <param name="caFile">File with the certificate authorities to trust, in PEM; empty: those of the system.</param>
    /// <exception cref="InvalidOperationException">The file cannot be used.</exception>
    public static HttpClient CreateClient(string? caFile = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        if (!string.IsNullOrWhiteSpace(caFile))
        {
            handler.SslOptions.CertificateChainPolicy = TrustedAuthorities.Policy(caFile, AgentPlaneOptions.ControllerCaFileKey);
        }

        return new(handler) { MaxResponseContentBufferSize = MaxAnswer, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public Task<RegisterResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken) =>
        PostAsync<RegisterRequest, RegisterResponse>("register", request, CallLimit, cancellationToken);

    /// <inheritdoc/>
    public Task<PollResponse> PollAsync(PollRequest request, CancellationToken cancellationToken) =>
        PostAsync<PollRequest, PollResponse>("poll", request, PollLimit, cancellationToken);

    /// <inheritdoc/>
    public Task<ExitResponse> ReportExitAsync(ExitReport report, CancellationToken cancellationToken) =>
        PostAsync<ExitReport, ExitResponse>("exit", report, CallLimit, cancellationToken);

    private async Task<TAnswer> PostAsync<TRequest, TAnswer>(string verb, TRequest body, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var address = new Uri(controller.AbsoluteUri.TrimEnd('/') + "/agents/v1/" + verb);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body, options: JsonSerializerOptions.Web) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await ReadTokenAsync(both.Token));
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } trace })
            {
                // By hand: the client's own span between, which is not exported, must not become the parent of the controller's.
                request.Headers.TryAddWithoutValidation(WorkerProtocol.TraceParent, trace);
            }

            using var response = await http.SendAsync(request, both.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw await RefusalAsync(address, response, both.Token);
            }

            return await response.Content.ReadFromJsonAsync<TAnswer>(JsonSerializerOptions.Web, both.Token)
                ?? throw new ControllerLinkException($"The controller at {address} gave an empty answer.");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ControllerLinkException($"The controller at {address} did not answer within {limit.TotalSeconds:0} s.");
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException untrusted)
        {
            throw new ControllerLinkException(
                $"The controller at {address} is not trusted: {untrusted.Message} Its certificate must be for '{address.Host}' and come from an authority that this machine, or {AgentPlaneOptions.ControllerCaFileKey}, knows.", e);
        }
        catch (HttpRequestException e)
        {
            throw new ControllerLinkException($"The controller at {address} cannot be reached: {e.Message} Check Actors:Controller and the network.", e);
        }
        catch (JsonException e)
        {
            throw new ControllerLinkException($"The answer of {address} is not one of the agent protocol. Check that Actors:Controller is the address of a controller.", e);
        }
    }

    private async Task<string> ReadTokenAsync(CancellationToken cancellationToken)
    {
        var setting = $"Actors:Agents:{name}:TokenFile";
        var file = new FileInfo(tokenFile ?? throw new ControllerLinkException($"{setting} is not set: agent '{name}' needs a token to reach {controller}."));
        try
        {
            var token = file.Length <= MaxTokenFile ? (await File.ReadAllTextAsync(file.FullName, cancellationToken)).Trim() : "";
            return token.Length > 0 && token.All(c => c is > ' ' and < '\x7f')
                ? token
                : throw new ControllerLinkException($"{file.FullName} ({setting}) does not hold a token: make one with 'actors create token --agent {name}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ControllerLinkException($"{file.FullName} ({setting}) cannot be read: {e.Message}", e);
        }
    }

    private async Task<ControllerLinkException> RefusalAsync(Uri address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var said = text.Length <= MaxErrorShown ? text : text[..MaxErrorShown];
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new($"The controller at {address} does not know the token of agent '{name}' (401): it was deleted, or never was one of its tokens. Make a new one with 'actors create token --agent {name}' and put it into Actors:Agents:{name}:TokenFile."),
            HttpStatusCode.Forbidden => new($"The token of agent '{name}' is not for this agent (403 from {address}): {said}"),
            var code => new($"The controller at {address} answered {(int)code}: {said}"),
        };
    }
}
