using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Actors.Contracts.Workers;

namespace Actors.Cluster.Security;

/// <summary>The test as a worker: it holds a session of its own and can try what the session does not open.</summary>
internal sealed class ActingWorker : IDisposable
{
    private readonly HttpClient _http;

    private ActingWorker(HttpClient http, SessionResponse session) => (_http, Session) = (http, session);

    public SessionResponse Session { get; }

    private string StatePassword => Session.Job.OpenTofu!.StatePassword!;

    public static async Task<ActingWorker> StartAsync(SiloProcess silo, string ticket)
    {
        var http = new HttpClient { BaseAddress = silo.Workers };
        var (status, body) = await TradeAsync(http, ticket, NewNonce());
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        return new(http, JsonSerializer.Deserialize(body, WorkerJson.Default.SessionResponse)!);
    }

    /// <summary>Trades the ticket as another worker would.</summary>
    public async Task<HttpStatusCode> TradeAgainAsync(string ticket) => (await TradeAsync(_http, ticket, NewNonce())).Status;

    /// <summary>Calls with the session's token.</summary>
    public async Task<HttpStatusCode> CallAsync(HttpMethod method, string path, string? body = null) =>
        (await SendAsync(_http, method, path, new("Bearer", Session.Token), body)).Status;

    /// <summary>Calls another listener with the session's token.</summary>
    public async Task<HttpStatusCode> CallAtAsync(Uri server, HttpMethod method, string path, string scheme = "Bearer")
    {
        using var http = new HttpClient { BaseAddress = server };
        return (await SendAsync(http, method, path, new(scheme, Session.Token), null)).Status;
    }

    /// <summary>Calls with the state's password.</summary>
    public Task<(HttpStatusCode Status, string Body)> StateAsync(string method, string? body = null, string path = "/workers/v1/state") =>
        SendAsync(_http, new(method), path, new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"worker:{StatePassword}"))), body);

    public async Task SucceedAsync(JsonObject outputs, params string[] artifacts)
    {
        var result = new WorkerResult { Succeeded = true, Outputs = outputs, Artifacts = artifacts };
        Assert.Equal(HttpStatusCode.OK, await CallAsync(HttpMethod.Post, "/workers/v1/result", JsonSerializer.Serialize(result, WorkerJson.Default.WorkerResult)));
    }

    public void Dispose() => _http.Dispose();

    private static string NewNonce() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static Task<(HttpStatusCode Status, string Body)> TradeAsync(HttpClient http, string ticket, string nonce) => SendAsync(
        http, HttpMethod.Post, "/workers/v1/session", null, JsonSerializer.Serialize(new(ticket, nonce, WorkerProtocol.Version), WorkerJson.Default.SessionRequest));

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpClient http, HttpMethod method, string path, AuthenticationHeaderValue? authorization, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = authorization;
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
