using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Contracts.Workers;
using Actors.Worker.Functions.Relay;
using Actors.Worker.Jobs;
using Actors.Worker.Session;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions.Relay;

/// <summary>A relay before a controller that does with each try what the test says: an answer, or an exception.</summary>
internal sealed class RelayBench : HttpMessageHandler
{
    /// <summary>The token of the state store.</summary>
    public const string StateToken = "state-of-the-bench";
    /// <summary>The token of the log.</summary>
    public const string LogToken = "log-of-the-bench";
    /// <summary>Both as headers of a head that is written out.</summary>
    public const string Tokens = $"X-Eaas-State-Token: {StateToken}\r\nX-Workflow-Token: {LogToken}\r\n";

    private readonly Func<int, CancellationToken, Task<HttpResponseMessage>> _answer;
    private readonly List<Try> _tries = [];

    public RelayBench(Func<int, CancellationToken, Task<HttpResponseMessage>> answer, TimeProvider? time = null, FunctionJob? job = null)
    {
        _answer = answer;
        Control = new JobControl(time ?? TimeProvider.System);
        var http = new HttpClient(this) { Timeout = Timeout.InfiniteTimeSpan };
        var tokens = new RelayTokens(job ?? new FunctionJob { Language = "bash", StateToken = StateToken, LogToken = LogToken });
        Relay = FunctionRelay.Start(new ControllerClient(http, new Uri("https://controller.test/base"), time ?? TimeProvider.System), Control, tokens, time ?? TimeProvider.System);
        Client = new HttpClient { BaseAddress = new Uri(Relay.Address), DefaultRequestHeaders = { { FunctionProtocol.StateTokenHeader, StateToken } } };
    }

    public RelayBench(params object[] answers)
        : this((n, _) => answers[n] is Exception e ? throw e : Task.FromResult(Of(answers[n])))
    {
    }

    public JobControl Control { get; }

    public FunctionRelay Relay { get; }

    public HttpClient Client { get; }

    /// <summary>The calls that the controller got, tries that fail included.</summary>
    public IReadOnlyList<Try> Tries
    {
        get
        {
            lock (_tries)
            {
                return [.. _tries];
            }
        }
    }

    public static HttpResponseMessage Of(object answer) => answer is HttpResponseMessage message ? message : new((HttpStatusCode)(int)answer) { Content = new StringContent("said", Encoding.UTF8, "text/plain") };

    public static HttpResponseMessage Json(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpRequestException Refused() => new(HttpRequestError.ConnectionError, "refused");

    public static HttpRequestException Lost() => new(HttpRequestError.ResponseEnded, "cut");

    public Task<HttpResponseMessage> PutAsync(string json) => Client.PutAsync(new Uri("/workers/v1/function/state", UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"), Bench.Cancellation);

    public Task<HttpResponseMessage> GetAsync() => Client.GetAsync(new Uri("/workers/v1/function/state?organization_id=o&key=k", UriKind.Relative), Bench.Cancellation);

    /// <summary>A connection of its own, for what no client sends.</summary>
    public async Task<NetworkStream> ConnectAsync(string send)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(Client.BaseAddress!.Authority), Bench.Cancellation);
        var stream = new NetworkStream(socket, ownsSocket: true);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(send), Bench.Cancellation);
        return stream;
    }

    /// <summary>Sends this, and reads all that comes until the end of the connection.</summary>
    public async Task<string> TalkAsync(string send)
    {
        await using var stream = await ConnectAsync(send);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(Bench.Cancellation);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        int number;
        lock (_tries)
        {
            number = _tries.Count;
            var headers = request.Headers.Concat(request.Content?.Headers.ToArray() ?? []).ToDictionary(x => x.Key, x => string.Join(", ", x.Value), StringComparer.OrdinalIgnoreCase);
            _tries.Add(new(request.Method.Method, request.RequestUri!.AbsoluteUri, headers, body));
        }
        return await _answer(number, cancellationToken);
    }

    public async Task EndAsync()
    {
        Client.Dispose();
        await Relay.DisposeAsync();
        Control.Dispose();
    }

    internal sealed record Try(string Method, string Address, IReadOnlyDictionary<string, string> Headers, string? Body);
}
