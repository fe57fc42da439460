using System.Collections.Concurrent;
using System.Net;
using System.Text;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>Stands in front of a real API server and does to calls what <see cref="Fault"/> says.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly string[] HopByHop = ["Connection", "Transfer-Encoding", "Host", "Keep-Alive", "Content-Length"];

    private readonly WebApplication _app;
    private readonly k8s.Kubernetes _server;
    private CancellationTokenSource _cut = new();

    private FaultProxy(string kubeConfig)
    {
        _server = KubernetesCluster.Connect(kubeConfig);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>What happens to a call; null: nothing. Asked for every call.</summary>
    public Func<ProxiedCall, ProxyFault?> Fault { get; set; } = _ => null;

    /// <summary>Every call that was made, also those that never reached the server.</summary>
    public ConcurrentQueue<ProxiedCall> Calls { get; } = new();

    public string Address => _app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<FaultProxy> StartAsync(string kubeConfig)
    {
        var proxy = new FaultProxy(kubeConfig);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>Breaks every connection that is open now.</summary>
    public async Task CutAsync()
    {
        var cut = Interlocked.Exchange(ref _cut, new());
        await cut.CancelAsync();
        cut.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        await _app.DisposeAsync();
        _server.Dispose();
        _cut.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var call = new ProxiedCall(context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "");
        Calls.Enqueue(call);
        var fault = Fault(call) ?? new();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _cut.Token);
        try
        {
            await Task.Delay(fault.DelayBefore, end.Token);
            if (fault.Abort)
                context.Abort();
            else if (fault.Status is { } status)
                await AnswerAsync(context, status, fault.RetryAfter, end.Token);
            else if (fault.Lines is { } lines)
                await context.Response.WriteAsync(lines, end.Token);
            else
                await ForwardAsync(context, fault, end.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            context.Abort();
        }
    }

    private static async Task AnswerAsync(HttpContext context, HttpStatusCode status, int? retryAfter, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)status;
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var reason = status == HttpStatusCode.Gone ? "Expired" : status.ToString();
        await context.Response.WriteAsync($$"""{ "kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "{{reason}}", "message": "by the proxy", "code": {{(int)status}} }""", cancellationToken);
    }

    private async Task ForwardAsync(HttpContext context, ProxyFault fault, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new(context.Request.Method), new Uri(_server.BaseUri, (context.Request.Path + context.Request.QueryString).TrimStart('/')));
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var header in context.Request.Headers.Where(header => !HopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value!))
                request.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value!);
        }

        using var response = await _server.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await Task.Delay(fault.DelayAnswer, cancellationToken);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await context.Response.StartAsync(cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.Latin1);
        while (await ReadAsync(reader, fault, cancellationToken) is { } text)
            await PassAsync(context, fault, text, cancellationToken);
    }

    // Only a watch is line by line; what else there is, a log for one, need not end with a line.
    private static async Task<string?> ReadAsync(StreamReader reader, ProxyFault fault, CancellationToken cancellationToken)
    {
        if (fault.IsOfLines)
            return await reader.ReadLineAsync(cancellationToken) is { } line ? line + "\n" : null;
        var buffer = new char[16 * 1024];
        return await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count ? new string(buffer, 0, count) : null;
    }

    private static async Task PassAsync(HttpContext context, ProxyFault fault, string text, CancellationToken cancellationToken)
    {
        if (fault.SwallowLines)
            return;
        await Task.Delay(fault.DelayLines, cancellationToken);
        var bytes = Encoding.Latin1.GetBytes(text);
        if (fault.CutInTheMiddle)
            bytes = bytes[..(bytes.Length / 2)];
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
        if (fault.CutInTheMiddle)
            throw new IOException("Cut.");
    }
}
