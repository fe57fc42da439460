using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Worker.Tests.Support;

/// <summary>The controller's side of the worker protocol, in memory, over real HTTP.</summary>
internal sealed class FakeController : IAsyncDisposable
{
    public const string Ticket = "at.planted-ticket";
    public const string Token = "aw.planted-session-token";
    public const string StatePassword = "as.planted-state-password";

    /// <summary>The password that the state takes now: each attempt has one of its own.</summary>
    public string TakenPassword { get; set; } = StatePassword;
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly MemoryStream _log = new();
    private string? _nonce;

    private FakeController(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());
    public required WorkerJob Job { get; set; }
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromMilliseconds(100);
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(60);
    public bool Cancel { get; set; }
    public bool Silent { get; set; }
    public bool Refuse { get; set; }
    public int FailNext { get; set; }
    public int Sessions { get; private set; }
    public int Heartbeats { get; private set; }
    public WorkerResult? Result { get; private set; }
    public ConcurrentDictionary<string, byte[]> Artifacts { get; } = new();
    public int LargestPlan { get; set; } = int.MaxValue;
    public int LargestPackages { get; set; } = int.MaxValue;
    public string? PlanOf { get; set; }
    /// <summary>As a controller of a release that knew nothing of plans.</summary>
    public bool KeepsNoPlans { get; set; }
    public byte[]? State { get; set; }
    public string? Lock { get; set; }
    public FakeValues Values { get; } = new();
    public List<string> StateCalls { get; } = [];
    public List<string> Unauthorized { get; } = [];

    public string Log
    {
        get
        {
            lock (_gate)
            {
                return Encoding.UTF8.GetString(_log.ToArray());
            }
        }
    }

    /// <summary>The next worker is the one of a new attempt.</summary>
    public void NextAttempt()
    {
        lock (_gate)
        {
            _log.SetLength(0);
        }
        _nonce = null;
        Result = null;
    }

    public static async Task<FakeController> StartAsync(WorkerJob job, IPAddress? address = null, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var controller = new FakeController(app) { Job = job };
        app.Run(controller.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return controller;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        if (Silent)
        {
            http.Abort();
            return;
        }
        if (FailNext > 0)
        {
            FailNext--;
            http.Response.StatusCode = 503;
            return;
        }
        var path = http.Request.Path.Value!["/workers/v1/".Length..];
        if (path == "session")
        {
            await OpenAsync(http);
            return;
        }
        if (path == "function/state")
        {
            await Values.ServeAsync(http);
            return;
        }
        if (path == "state")
        {
            await StateAsync(http);
            return;
        }
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            lock (_gate)
            {
                Unauthorized.Add(path);
            }
            http.Response.StatusCode = 401;
            return;
        }
        if (Refuse)
        {
            http.Response.StatusCode = 409;
            return;
        }
        await ServeAuthorizedAsync(http, path);
    }

    private async Task ServeAuthorizedAsync(HttpContext http, string path)
    {
        switch (path.Split('/')[0])
        {
            case "heartbeat":
                Heartbeats++;
                await http.Response.WriteAsync(JsonSerializer.Serialize(new HeartbeatResponse(Cancel), WorkerJson.Default.HeartbeatResponse));
                break;
            case "log":
                await AppendAsync(http);
                break;
            case "result":
                Result = await JsonSerializer.DeserializeAsync(http.Request.Body, WorkerJson.Default.WorkerResult);
                break;
            case "artifacts" when http.Request.Method == "PUT":
                Artifacts[path["artifacts/".Length..]] = await BodyAsync(http);
                break;
            case "plans" when KeepsNoPlans:
                http.Response.StatusCode = 404;
                break;
            case "plans" when http.Request.Method == "PUT" && (await BodyAsync(http)) is var body:
                http.Response.StatusCode = body.Length > LargestPlan ? 413 : 200;
                Artifacts[path] = body;
                break;
            case "plans" when Artifacts.TryGetValue("plans/plan", out var plan) && path == $"plans/{PlanOf}":
                await http.Response.Body.WriteAsync(plan);
                break;
            case "volumes" when http.Request.Method == "PUT":
                Artifacts[path] = await BodyAsync(http);
                break;
            case "packages" when http.Request.Method == "PUT" && (await BodyAsync(http)) is var body:
                http.Response.StatusCode = body.Length > LargestPackages ? 413 : 204;
                if (body.Length <= LargestPackages)
                {
                    Artifacts.TryAdd(path, body);
                }
                break;
            case "volumes" or "packages" when Artifacts.TryGetValue(path, out var kept):
                await http.Response.Body.WriteAsync(kept);
                break;
            case "artifacts" when Artifacts.TryGetValue(path.Split('/')[^1], out var bytes):
                await http.Response.Body.WriteAsync(bytes);
                break;
            default:
                http.Response.StatusCode = 404;
                break;
        }
    }

    private async Task OpenAsync(HttpContext http)
    {
        var request = (await JsonSerializer.DeserializeAsync(http.Request.Body, WorkerJson.Default.SessionRequest))!;
        Sessions++;
        _nonce ??= request.Nonce;
        if (Refuse || request.Ticket != Ticket || request.Nonce != _nonce)
        {
            http.Response.StatusCode = 409;
            return;
        }
        var session = new SessionResponse { Attempt = new AttemptId("o/p/e/r/a", 1), Token = Token, Job = Job, Heartbeat = Heartbeat, Silence = Silence };
        await http.Response.WriteAsync(JsonSerializer.Serialize(session, WorkerJson.Default.SessionResponse));
    }

    private async Task AppendAsync(HttpContext http)
    {
        var offset = long.Parse(http.Request.Query["offset"]!, System.Globalization.CultureInfo.InvariantCulture);
        var bytes = await BodyAsync(http);
        long next;
        lock (_gate)
        {
            var skip = _log.Length - offset;
            if (skip >= 0 && skip < bytes.Length)
            {
                _log.Write(bytes.AsSpan((int)skip));
            }
            next = _log.Length;
        }
        await http.Response.WriteAsync(JsonSerializer.Serialize(new LogResponse(next, false), WorkerJson.Default.LogResponse));
    }

    private async Task StateAsync(HttpContext http)
    {
        StateCalls.Add(http.Request.Method);
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"worker:{TakenPassword}"));
        if (http.Request.Headers.Authorization != expected)
        {
            http.Response.StatusCode = 401;
            return;
        }
        var body = await BodyAsync(http);
        switch (http.Request.Method)
        {
            case "LOCK" when Lock is not null:
                http.Response.StatusCode = 423;
                await http.Response.WriteAsync(Lock);
                break;
            case "LOCK":
                Lock = Encoding.UTF8.GetString(body);
                break;
            case "UNLOCK":
                Lock = null;
                break;
            case "GET" when State is null:
                http.Response.StatusCode = 404;
                break;
            case "GET":
                await http.Response.Body.WriteAsync(State);
                break;
            case "POST":
                State = body;
                break;
            default:
                http.Response.StatusCode = 405;
                break;
        }
    }

    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
