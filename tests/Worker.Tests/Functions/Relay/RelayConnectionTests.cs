using System.Net.Sockets;
using System.Text;
using Actors.Contracts.Workers;
using Actors.Worker.Functions.Relay;
using Actors.Worker.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Worker.Tests.Functions.Relay;

/// <summary>What any program of the machine may send, and what clients wait for.</summary>
public sealed class RelayConnectionTests
{
    private const string State = "/workers/v1/function/state";

    [Theory]
    [InlineData("GET\r\n\r\n", 400)]
    [InlineData("GET  " + State + " HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET " + State + " HTTP/2.0\r\n\r\n", 400)]
    [InlineData("GET http://127.0.0.1" + State + " HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET " + State + "?a=\u00f6 HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET " + State + "?a#b HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET " + State + " HTTP/1.1\r\nno header\r\n\r\n", 400)]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Organization-ID: a\r\n folded: b\r\n\r\n", 400)]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Organization-ID: a\rb\r\n\r\n", 400)]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Eaas-State-Token: \u00f6\r\n\r\n", 400)]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Eaas-State-Token: a\r\nx-eaas-state-token: b\r\n\r\n", 400)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n1", 400)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Content-Length: +1\r\n\r\n1", 400)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Content-Length: 99999999999999999999\r\n\r\n1", 400)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", 400)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n", 400)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Transfer-Encoding: chunked\r\n\r\n1\r\n12\r\n0\r\n\r\n", 400)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Transfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n", 413)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Transfer-Encoding: chunked\r\n\r\n100000\r\n", 0)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Content-Length: 1048577\r\n\r\n", 413)]
    [InlineData("POST /workers/v1/function/log HTTP/1.1\r\n" + RelayBench.Tokens + "Content-Length: 4194305\r\n\r\n", 413)]
    [InlineData("GET /workers/v1/fun", 0)]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Content-Length: 3\r\n\r\n12", 0)]
    public async Task Call_NoRequest_IsRefused(string sent, int status)
    {
        var bench = new RelayBench();
        await using var stream = await bench.ConnectAsync(sent);
        stream.Socket.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(Bench.Cancellation);

        Assert.True(status == 0 ? answer.Length == 0 : answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), answer);
        Assert.Empty(bench.Tries);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_HeadWithoutEnd_IsRefused()
    {
        var bench = new RelayBench();

        Assert.StartsWith("HTTP/1.1 431 ", await bench.TalkAsync($"GET {State} HTTP/1.1\r\nX-A: {new string('a', 33_000)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await bench.TalkAsync($"GET {State} HTTP/1.1\r\n{string.Concat(Enumerable.Repeat("A: b\r\n", 6000))}\r\n"), StringComparison.Ordinal);
        Assert.Empty(bench.Tries);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_LargestBody_IsPassedOn()
    {
        var bench = new RelayBench(200);

        using var answer = await bench.PutAsync(new string('x', RelayRoute.State.MaxBody));
        Assert.Equal(RelayRoute.State.MaxBody, bench.Tries[0].Body!.Length);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_TooLargeAndSentToItsEnd_TheAnswerArrives()
    {
        var bench = new RelayBench();
        await using var stream = await bench.ConnectAsync($"PUT {State} HTTP/1.1\r\n{RelayBench.Tokens}Content-Length: 20000000\r\n\r\n");
        await stream.WriteAsync(new byte[20_000_000], Bench.Cancellation);
        using var reader = new StreamReader(stream, Encoding.Latin1);

        Assert.StartsWith("HTTP/1.1 413 ", await reader.ReadToEndAsync(Bench.Cancellation), StringComparison.Ordinal);
        await bench.EndAsync();
    }

    [Theory]
    [InlineData("HTTP/1.1", "python-requests/2.32.3", true)]
    [InlineData("HTTP/1.1", "Python-urllib/3.12", true)]
    [InlineData("HTTP/1.0", "Python-urllib/3.12", false)]
    [InlineData("HTTP/1.1", "Go-http-client/1.1", false)]
    public async Task Call_TakesLong_ClientsInPythonGetSigns(string version, string agent, bool signs)
    {
        var time = new FakeTimeProvider();
        var go = new TaskCompletionSource<HttpResponseMessage>();
        var bench = new RelayBench((_, _) => go.Task, time);
        await using var stream = await bench.ConnectAsync($"GET {State} {version}\r\n{RelayBench.Tokens}User-Agent: {agent}\r\n\r\n");
        await Bench.UntilAsync(() => bench.Tries.Count == 1, "it is sent");
        // Two timers are set at another moment than this one: the clock goes on until they have rung, and for the same time where there are none.
        var rings = 0;
        await Bench.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return signs ? stream.Socket.Available >= 2 * "HTTP/1.1 100 Continue\r\n\r\n".Length : ++rings == 5;
        }, "signs");

        go.SetResult(RelayBench.Of(200));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(Bench.Cancellation);

        Assert.StartsWith(signs ? "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" : "HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("said", answer, StringComparison.Ordinal);
        await bench.EndAsync();
    }

    [Theory]
    [InlineData("GET " + State + " HTTP/1.1\r\nHost:")]
    [InlineData("PUT " + State + " HTTP/1.1\r\n" + RelayBench.Tokens + "Content-Length: 3\r\n\r\n12")]
    public async Task Call_DoesNotArriveInTime_IsClosed(string sent)
    {
        var time = new FakeTimeProvider();
        var bench = new RelayBench((_, _) => throw RelayBench.Refused(), time);
        await using var stream = await bench.ConnectAsync(sent);
        var end = stream.ReadAsync(new byte[1], Bench.Cancellation).AsTask();
        await Bench.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return end.IsCompleted;
        }, "the connection is closed");

        Assert.Equal(0, await end);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_Hangs_CountsAsLost()
    {
        var time = new FakeTimeProvider();
        var bench = new RelayBench(async (n, stop) =>
        {
            await Task.Delay(n == 0 ? Timeout.Infinite : 0, stop);
            return RelayBench.Of(200);
        }, time);
        var call = bench.GetAsync();
        await Bench.UntilAsync(() => bench.Tries.Count == 1, "it is sent");
        await Bench.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return call.IsCompleted;
        }, "it is sent again");

        using var answer = await call;
        Assert.Equal((200, 2), ((int)answer.StatusCode, bench.Tries.Count));
        await bench.EndAsync();
    }
}
