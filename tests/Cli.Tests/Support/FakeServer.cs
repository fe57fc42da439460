using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Cli.Tests.Support;

/// <summary>A server on a free port that answers what a test says, and 401 without its token.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    public const string Token = "the-secret-of-this-test";

    private readonly WebApplication _app;
    private readonly Dictionary<string, Func<HttpContext, Task>> _answers = [];

    private FakeServer(WebApplication app) => _app = app;

    /// <summary>What was asked for, oldest first.</summary>
    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public string Address { get; private set; } = "";

    public static async Task<FakeServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    /// <summary>Answers a method and path with JSON.</summary>
    public FakeServer On(string methodAndPath, string json, HttpStatusCode status = HttpStatusCode.OK) =>
        On(methodAndPath, context => WriteAsync(context, json, status));

    /// <summary>Answers with one after the other; the last again and again.</summary>
    public FakeServer OnEach(string methodAndPath, params string[] answers)
    {
        var next = 0;
        return On(methodAndPath, context => WriteAsync(context, answers[Math.Min(next++, answers.Length - 1)], HttpStatusCode.OK));
    }

    public FakeServer On(string methodAndPath, Func<HttpContext, Task> answer)
    {
        _answers[methodAndPath] = answer;
        return this;
    }

    /// <summary>Answers a log request as documented: a piece from <c>offset</c> of at most <c>limit</c> bytes.</summary>
    public FakeServer OnLog(string path, string log, int attempt = 1, bool ended = true) => On($"GET {path}", async context =>
    {
        var bytes = Encoding.UTF8.GetBytes(log);
        var offset = int.Parse(context.Request.Query["offset"].ToString());
        var piece = bytes.Skip(offset).Take(int.Parse(context.Request.Query["limit"].ToString())).ToArray();
        context.Response.ContentType = "text/plain";
        context.Response.Headers["Actors-Log-Next"] = $"{offset + piece.Length}";
        context.Response.Headers["Actors-Log-Attempt"] = $"{attempt}";
        context.Response.Headers["Actors-Log-Ended"] = ended ? "true" : "false";
        await context.Response.Body.WriteAsync(piece);
    });

    /// <summary>Answers with server-sent events: type, id and data of each.</summary>
    public FakeServer OnEvents(string methodAndPath, (string Type, string? Id, string Data)[] events) => On(methodAndPath, context => WriteEventsAsync(context, events));

    public static async Task WriteEventsAsync(HttpContext context, (string Type, string? Id, string Data)[] events)
    {
        Assert.Equal("text/event-stream", context.Request.Headers.Accept);
        context.Response.ContentType = "text/event-stream";
        foreach (var (type, id, data) in events)
        {
            await context.Response.WriteAsync($"event: {type}\n{(id is null ? "" : $"id: {id}\n")}data: {data}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Task WriteAsync(HttpContext context, string json, HttpStatusCode status)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        return json.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(json);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(new(request.Method, request.Path, request.QueryString.Value ?? "", body, request.Headers["Idempotency-Key"].ToString()));
        if (request.Headers.Authorization != $"Bearer {Token}")
        {
            await WriteAsync(context, """{"error":{"code":"Unauthorized","message":"A token is needed."}}""", HttpStatusCode.Unauthorized);
        }
        else if (_answers.TryGetValue($"{request.Method} {request.Path}", out var answer))
        {
            await answer(context);
        }
        else
        {
            var error = new JsonObject { ["error"] = new JsonObject { ["code"] = "NotFound", ["message"] = $"There is no {request.Path}." } };
            await WriteAsync(context, error.ToJsonString(), HttpStatusCode.NotFound);
        }
    }
}
