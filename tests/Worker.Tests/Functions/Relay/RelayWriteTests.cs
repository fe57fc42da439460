using System.Net;
using System.Text;
using Actors.Worker.Functions.Relay;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions.Relay;

/// <summary>Writes whose answer was lost: what is there says whether they were done.</summary>
public sealed class RelayWriteTests
{
    private const string Put = """{"scope":{"organization_id":"o","project_id":"p q","environment_id":null},"key":"k&ö","value":{"a":[1,"x"]},"version":3}""";
    private const string Written = """{"value": {"a": [1, "x"]}, "version": 4}""";

    [Fact]
    public async Task Put_AnswerIsLostAndTheWriteIsThere_Succeeds()
    {
        var bench = new RelayBench(RelayBench.Lost(), 409, RelayBench.Json(Written));

        using var answer = await bench.PutAsync(Put);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["PUT", "PUT", "GET"], bench.Tries.Select(x => x.Method));
        Assert.Equal("https://controller.test/base/workers/v1/function/state?organization_id=o&project_id=p%20q&key=k%26%C3%B6", bench.Tries[2].Address);
        Assert.Null(bench.Tries[2].Body);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Put_TheControllerIsAwayAgainWhileItIsLookedUp_WaitsForIt()
    {
        var bench = new RelayBench(503, RelayBench.Refused(), 409, 503, RelayBench.Refused(), RelayBench.Json(Written));

        using var answer = await bench.PutAsync(Put);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await bench.EndAsync();
    }

    [Theory]
    [InlineData("""{"value": {"a": [1, "x"]}, "version": 5}""")]
    [InlineData("""{"value": {"a": [2, "x"]}, "version": 4}""")]
    [InlineData("""{"value": {"a": [1, "x"]}}""")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    public async Task Put_AnswerIsLostAndSomethingElseIsThere_Conflict(string there)
    {
        var bench = new RelayBench(RelayBench.Lost(), 409, RelayBench.Json(there));

        using var answer = await bench.PutAsync(Put);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        await bench.EndAsync();
    }

    [Fact]
    public async Task Put_AnswerIsLostAndNothingIsThere_Conflict()
    {
        var bench = new RelayBench(RelayBench.Lost(), 409, 404);

        using var answer = await bench.PutAsync(Put);
        Assert.Equal((HttpStatusCode.Conflict, "said"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Bench.Cancellation)));
        await bench.EndAsync();
    }

    [Fact]
    public async Task Put_TheControllerNeverHeardIt_AConflictIsSomebodyElses()
    {
        var bench = new RelayBench(RelayBench.Refused(), RelayBench.Refused(), 409);

        using var answer = await bench.PutAsync(Put);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(3, bench.Tries.Count);
        await bench.EndAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"scope":[],"key":"k","value":1}""")]
    [InlineData("""{"scope":{},"value":1}""")]
    [InlineData("""{"scope":{},"key":"k"}""")]
    [InlineData("""{"scope":{},"key":7,"value":1}""")]
    [InlineData("""{"scope":{},"key":"k","value":1,"version":"1"}""")]
    [InlineData("""{"scope":{},"key":"k","value":1,"version":1.5}""")]
    [InlineData("""{"scope":{},"key":"\ud800","value":1}""")]
    public void Of_NoWrite_Null(string body) => Assert.Null(RelayWrite.Of(Call("PUT", body)));

    [Fact]
    public void Of_NoVersion_IsTheFirst()
    {
        var write = RelayWrite.Of(Call("PUT", """{"scope":{"organization_id":"o"},"key":"k","value":null}"""));

        Assert.True(write!.IsIn(Encoding.UTF8.GetBytes("""{"value":null,"version":1}""")));
        Assert.Null(RelayWrite.Of(Call("DELETE", Put)));
    }

    [Fact]
    public void ToString_Request_NamesNeitherTokenNorBody()
    {
        var call = Call("PUT", Put) with { Headers = new Dictionary<string, string> { ["X-Eaas-State-Token"] = "planted" } };

        Assert.Equal("PUT /workers/v1/function/state", $"{call}");
    }

    private static RelayRequest Call(string method, string body) => new(RelayRoute.State, method, "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body));
}
