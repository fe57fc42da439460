using System.Net;

namespace Actors.Cluster.Samples;

/// <summary>An API that creates things, which are ready when they are asked for the third time.</summary>
internal sealed class ThingServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly List<string> _calls = [];

    public ThingServer(string address)
    {
        Address = address;
        _listener.Prefixes.Add($"{address}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Method, path, and of what creates the header <c>X-Environment</c> and the body.</summary>
    public IReadOnlyList<string> Calls => _calls;

    public async ValueTask DisposeAsync()
    {
        // Not stopped before: that lets the port go, and closing would take it once more for a moment.
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var (request, answer) = (context.Request, context.Response);
                using var reader = new StreamReader(request.InputStream);
                var creates = request.HttpMethod == "POST";
                _calls.Add($"{request.HttpMethod} {request.Url!.AbsolutePath}{(creates ? $" {request.Headers["X-Environment"]} {await reader.ReadToEndAsync()}" : "")}");
                answer.StatusCode = creates ? 201 : 200;
                answer.ContentType = "application/json";
                await using var writer = new StreamWriter(answer.OutputStream);
                await writer.WriteAsync(creates ? """{"id": "7"}""" : $$"""{"state": "{{(_calls.Count > 3 ? "ready" : "creating")}}"}""");
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
