using System.Net;
using Actors.Contracts.Workers;
using Actors.Worker.Functions.Relay;
using Actors.Worker.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Worker.Tests.Functions.Relay;

/// <summary>Who else is on the machine has no token, and neither gets through nor stands in the way.</summary>
public sealed class RelayPlacesTests
{
    private const string State = "/workers/v1/function/state";
    private const string Log = "/workers/v1/function/log";

    [Theory]
    [InlineData("GET " + State + " HTTP/1.1\r\n\r\n")]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Eaas-State-Token:\r\n\r\n")]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Eaas-State-Token: " + RelayBench.StateToken + "x\r\n\r\n")]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Eaas-State-Token: " + RelayBench.LogToken + "\r\n\r\n")]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Workflow-Token: " + RelayBench.StateToken + "\r\n\r\n")]
    [InlineData("POST " + Log + " HTTP/1.1\r\nX-Workflow-Token: " + RelayBench.StateToken + "\r\nContent-Length: 4194304\r\n\r\n")]
    [InlineData("POST " + Log + " HTTP/1.1\r\nX-Eaas-State-Token: " + RelayBench.LogToken + "\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n")]
    public async Task Call_WithoutTheTokenOfItsPath_IsRefusedBeforeItsBodyIsRead(string sent)
    {
        var bench = new RelayBench();

        var answer = await bench.TalkAsync(sent);

        Assert.StartsWith("HTTP/1.1 401 Unauthorized\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("{\"error\":{\"code\":\"Unauthorized\",\"message\":\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-bench", answer, StringComparison.Ordinal);
        Assert.Empty(bench.Tries);
        await bench.EndAsync();
    }

    [Theory]
    [InlineData("GET " + State + " HTTP/1.1\r\n\r\n")]
    [InlineData("GET " + State + " HTTP/1.1\r\nX-Eaas-State-Token:\r\n\r\n")]
    [InlineData("POST " + Log + " HTTP/1.1\r\nX-Workflow-Token: \r\n\r\n")]
    public async Task Call_JobHasNoTokens_NothingIsPassedOn(string sent)
    {
        var bench = new RelayBench((_, _) => throw RelayBench.Refused(), job: new FunctionJob { Language = "bash", StateToken = "" });

        Assert.StartsWith("HTTP/1.1 401 ", await bench.TalkAsync(sent), StringComparison.Ordinal);
        Assert.Empty(bench.Tries);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_OthersHoldAllPlaces_OneOfThemMakesRoom()
    {
        // A clock that stands still: no idle connection ends by itself.
        var bench = new RelayBench((_, _) => Task.FromResult(RelayBench.Of(200)), new FakeTimeProvider());
        var idle = new List<Stream>();
        for (var i = 0; i < FunctionRelay.MaxConnections + 4; i++)
        {
            idle.Add(await bench.ConnectAsync("G"));
        }

        using var answer = await bench.GetAsync().WaitAsync(TimeSpan.FromSeconds(15), Bench.Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await bench.EndAsync();
        idle.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Call_ManyAtATime_TheRestWaitsForAPlace()
    {
        var go = new TaskCompletionSource();
        var bench = new RelayBench(async (_, _) =>
        {
            await go.Task;
            return RelayBench.Of(200);
        });
        var calls = Enumerable.Range(0, FunctionRelay.MaxConnections + 4).Select(_ => bench.TalkAsync($"GET {State} HTTP/1.1\r\n{RelayBench.Tokens}\r\n")).ToList();
        await Bench.UntilAsync(() => bench.Tries.Count == FunctionProtocol.MaxCalls, "all places are taken");
        Assert.Equal(FunctionProtocol.MaxCalls, bench.Tries.Count);

        go.SetResult();
        Assert.All(await Task.WhenAll(calls), answer => Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal));
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_WaitsForAPlace_GetsSigns()
    {
        var time = new FakeTimeProvider();
        var go = new TaskCompletionSource();
        var bench = new RelayBench(async (_, _) =>
        {
            await go.Task;
            return RelayBench.Of(200);
        }, time);
        var calls = Enumerable.Range(0, FunctionProtocol.MaxCalls).Select(_ => bench.TalkAsync($"GET {State} HTTP/1.1\r\n{RelayBench.Tokens}\r\n")).ToList();
        await Bench.UntilAsync(() => bench.Tries.Count == FunctionProtocol.MaxCalls, "all places are taken");
        await using var waiting = await bench.ConnectAsync($"GET {State} HTTP/1.1\r\n{RelayBench.Tokens}User-Agent: python-requests/2\r\n\r\n");
        await Bench.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return waiting.Socket.Available > 0;
        }, "a sign");

        Assert.Equal(FunctionProtocol.MaxCalls, bench.Tries.Count);
        go.SetResult();
        using var reader = new StreamReader(waiting);
        Assert.Contains("HTTP/1.1 200 OK", await reader.ReadToEndAsync(Bench.Cancellation), StringComparison.Ordinal);
        await Task.WhenAll(calls);
        await bench.EndAsync();
    }
}
