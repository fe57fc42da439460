using System.Net;
using System.Text;
using Actors.Worker.Jobs;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions.Relay;

public sealed class FunctionRelayTests
{
    private const string State = "/workers/v1/function/state";

    [Fact]
    public async Task Call_Headers_OnlyThoseOfTheProtocolAreSent()
    {
        var bench = new RelayBench(RelayBench.Json("""{"value":1,"version":2}"""));
        using var call = new HttpRequestMessage(HttpMethod.Put, new Uri($"{State}?a=1&b=%C3%B6", UriKind.Relative)) { Content = new StringContent("""{"key":"k"}""", Encoding.UTF8, "application/json") };
        string[] passed = ["X-Eaas-State-Token", "X-Workflow-Token", "X-Organization-ID", "X-Project-ID", "X-Environment-ID"];
        call.Headers.Add("X-Eaas-State-Token", RelayBench.StateToken);
        foreach (var name in (string[])[.. passed[1..], "Authorization", "Cookie", "Origin", "X-Forwarded-For"])
        {
            call.Headers.TryAddWithoutValidation(name, $"of {name}");
        }
        using var answer = await bench.Client.SendAsync(call, Bench.Cancellation);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("""{"value":1,"version":2}""", await answer.Content.ReadAsStringAsync(Bench.Cancellation));
        var sent = Assert.Single(bench.Tries);
        Assert.Equal(("PUT", $"https://controller.test/base{State}?a=1&b=%C3%B6", """{"key":"k"}"""), (sent.Method, sent.Address, sent.Body));
        Assert.Equal(passed.Append("Content-Type").Append("Content-Length").Order(), sent.Headers.Keys.Order());
        Assert.Equal(RelayBench.StateToken, sent.Headers["X-Eaas-State-Token"]);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_LogInChunks_IsOnePart()
    {
        var bench = new RelayBench(200);

        var answer = await bench.TalkAsync("POST /workers/v1/function/log?append=true HTTP/1.1\r\nHost: h\r\nX-Workflow-Token: log-of-the-bench\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
            + "5\r\n12345\r\nA;x=y\r\n6789012345\r\n0\r\nTrailer: none\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nsaid", answer, StringComparison.Ordinal);
        Assert.Equal(("POST", "123456789012345", "multipart/form-data; boundary=b"), (bench.Tries[0].Method, bench.Tries[0].Body, bench.Tries[0].Headers["Content-Type"]));
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_ControllerIsAway_WaitsUntilItIsBack()
    {
        var bench = new RelayBench(RelayBench.Refused(), RelayBench.Lost(), new IOException("reset"), 200);

        using var answer = await bench.GetAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(4, bench.Tries.Count);
        Assert.Single(bench.Tries.Select(x => x.Address).Distinct());
        await bench.EndAsync();
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Call_ControllerSaysLater_TriesAgain(int status)
    {
        var bench = new RelayBench(status, status, 200);

        using var answer = await bench.GetAsync();
        Assert.Equal((HttpStatusCode.OK, 3), (answer.StatusCode, bench.Tries.Count));
        await bench.EndAsync();
    }

    [Theory]
    [InlineData(201)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(500)]
    public async Task Call_AnyOtherAnswer_IsPassedOnAsItIs(int status)
    {
        var bench = new RelayBench(status);

        using var answer = await bench.PutAsync("""{"scope":{"organization_id":"o"},"key":"k","value":1,"version":0}""");
        Assert.Equal((status, "said"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Bench.Cancellation)));
        Assert.Single(bench.Tries);
        await bench.EndAsync();
    }

    [Theory]
    [InlineData("GET", "/", 404, null)]
    [InlineData("GET", "/workers/v1/job", 404, null)]
    [InlineData("GET", "/workers/v1/function/state/", 404, null)]
    [InlineData("GET", "/workers/v1/function/%73tate", 404, null)]
    [InlineData("GET", "/workers/v1/function/../function/state", 404, null)]
    [InlineData("GET", "//workers/v1/function/state", 404, null)]
    [InlineData("GET", "/workers/v1/function/log", 405, "POST")]
    [InlineData("POST", "/workers/v1/function/state", 405, "GET, PUT, DELETE")]
    [InlineData("get", "/workers/v1/function/state", 405, "GET, PUT, DELETE")]
    public async Task Call_AnyOtherPathOrMethod_IsRefused(string method, string path, int status, string? allowed)
    {
        var bench = new RelayBench();

        var answer = await bench.TalkAsync($"{method} {path} HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(allowed is not null, answer.Contains($"Allow: {allowed}\r\n", StringComparison.Ordinal));
        Assert.Empty(bench.Tries);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_JobIsAskedToEndWhileTheControllerIsAway_IsAnsweredAtOnce()
    {
        var bench = new RelayBench((_, _) => throw RelayBench.Refused());
        var waiting = bench.GetAsync();
        await Bench.UntilAsync(() => bench.Tries.Count > 3, "it is tried");
        Assert.False(waiting.IsCompleted);

        bench.Control.Stop(StopReason.Cancelled);
        using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(1), Bench.Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("asked to end", await answer.Content.ReadAsStringAsync(Bench.Cancellation), StringComparison.Ordinal);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_JobIsAskedToEnd_HasOneTryOnly()
    {
        var bench = new RelayBench(200, 503, RelayBench.Refused());
        bench.Control.Stop(StopReason.Deadline);

        foreach (var status in (int[])[200, 503, 503])
        {
            using var answer = await bench.GetAsync();
            Assert.Equal(status, (int)answer.StatusCode);
        }
        Assert.Equal(3, bench.Tries.Count);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_WorkerMustNotSpeakAnyMore_NothingIsSent()
    {
        var bench = new RelayBench(async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return RelayBench.Of(200);
        });
        var waiting = bench.GetAsync();
        await Bench.UntilAsync(() => bench.Tries.Count == 1, "it is sent");

        bench.Control.Refuse();

        await Assert.ThrowsAsync<HttpRequestException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(5), Bench.Cancellation));
        Assert.Single(bench.Tries);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Call_ClientHangsUp_IsNotTriedAgain()
    {
        using var seen = new SemaphoreSlim(0);
        var bench = new RelayBench(async (_, stop) =>
        {
            await using var end = stop.Register(() => seen.Release());
            await Task.Delay(Timeout.Infinite, stop);
            return RelayBench.Of(200);
        });
        var stream = await bench.ConnectAsync($"GET {State} HTTP/1.1\r\n{RelayBench.Tokens}\r\n");
        await Bench.UntilAsync(() => bench.Tries.Count == 1, "it is sent");

        await stream.DisposeAsync();

        Assert.True(await seen.WaitAsync(TimeSpan.FromSeconds(5), Bench.Cancellation));
        await bench.EndAsync();
        Assert.Single(bench.Tries);
    }

    [Fact]
    public async Task Dispose_CallsWait_AreCutAndThePortIsFree()
    {
        var bench = new RelayBench((_, _) => throw RelayBench.Refused());
        var waiting = bench.GetAsync();
        await Bench.UntilAsync(() => bench.Tries.Count > 0, "it is tried");

        await bench.Relay.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), Bench.Cancellation);

        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.GetAsync());
        bench.Client.Dispose();
        bench.Control.Dispose();
    }
}
