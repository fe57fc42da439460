using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Actors.Testing;

namespace Actors.Cluster.Telemetry;

/// <summary>A collector: takes traces by OTLP over HTTP, and counts the deliveries of metrics.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<SeenSpan> _spans = new();
    private readonly Task _loop;
    private int _metrics;

    public OtlpReceiver()
    {
        Address = new($"http://127.0.0.1:{FreePorts.Take()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _loop = LoopAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<SeenSpan> Spans => [.. _spans];

    /// <summary>Deliveries of metrics so far.</summary>
    public int Metrics => Volatile.Read(ref _metrics);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task LoopAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            switch (context.Request.Url!.AbsolutePath)
            {
                case "/v1/traces":
                    Read(body.ToArray());
                    break;
                case "/v1/metrics":
                    Interlocked.Increment(ref _metrics);
                    break;
                default:
                    context.Response.StatusCode = 404;
                    break;
            }

            context.Response.Close();
        }
    }

    // ExportTraceServiceRequest.resource_spans = 1; ResourceSpans: resource = 1, scope_spans = 2; ScopeSpans: scope = 1, spans = 2.
    private void Read(byte[] request)
    {
        foreach (var resource in ProtoReader.Of(request, 1))
        {
            var instance = ProtoReader.Of(resource, 1).SelectMany(r => ProtoReader.Of(r, 1)).Where(attribute => Text(attribute, 1) == "service.instance.id")
                .Select(attribute => Text(ProtoReader.Of(attribute, 2).Single(), 1)).Single();
            foreach (var scope in ProtoReader.Of(resource, 2))
            {
                var source = Text(ProtoReader.Of(scope, 1).Single(), 1);
                foreach (var span in ProtoReader.Of(scope, 2))
                {
                    _spans.Enqueue(new(instance, source, Text(span, 5), Hex(span, 1), Hex(span, 2), Hex(span, 4)));
                }
            }
        }
    }

    private static string Text(byte[] message, int field) => Encoding.UTF8.GetString(ProtoReader.Of(message, field).SingleOrDefault([]));

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(ProtoReader.Of(message, field).SingleOrDefault([]));
}
