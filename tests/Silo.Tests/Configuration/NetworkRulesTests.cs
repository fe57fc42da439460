using Actors.Silo.Configuration;

namespace Actors.Silo.Tests.Configuration;

public sealed class NetworkRulesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080;http://[::1]:8080;http://localhost:8080;https://0.0.0.0:8443", "http://127.0.0.2:8081", "")]
    [InlineData("http://*:8080", "http://10.0.0.5:8081", "proxy")]
    [InlineData("http://*:8080", "http://10.0.0.5:8081", "private")]
    [InlineData("http://[::]:8080", "http://10.0.0.5:8081", "Proxy, private")]
    public void Problems_ListenersThatMaySpeakPlainly_None(string urls, string workers, string plainHttp) =>
        Assert.Empty(NetworkRules.Problems(new() { Urls = urls, WorkerListen = workers, PlainHttp = plainHttp }));

    [Theory]
    [InlineData("Actors:Urls", "http://*:8080", "http://*:8080", "http://127.0.0.1:8081")]
    [InlineData("Actors:Urls", "http://0.0.0.0:8080", "https://0.0.0.0:8443;http://0.0.0.0:8080", "http://127.0.0.1:8081")]
    [InlineData("Actors:WorkerListen", "http://[2001:db8::1]:8081", "http://127.0.0.1:8080", "http://[2001:db8::1]:8081")]
    public void Problems_PlainHttpBeyondLoopback_NamesAddressSettingAndTheThreeWaysOut(string key, string address, string urls, string workers)
    {
        var problem = Assert.Single(NetworkRules.Problems(new() { Urls = urls, WorkerListen = workers }));

        Assert.StartsWith($"{key} is '{address}'", problem, StringComparison.Ordinal);
        Assert.All(["Actors:Certificate", "Actors:PlainHttp", "proxy", "private"], word => Assert.Contains(word, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_AgentsOnly_WorkerListenIsNotOpenedAndNotAsked() =>
        Assert.Empty(NetworkRules.Problems(new() { Roles = "agent", WorkerListen = "http://*:8081" }));

    [Theory]
    [InlineData("yes")]
    [InlineData("proxy,public")]
    public void Problems_UnknownWord_IsNamed(string plainHttp) =>
        Assert.Contains($"'{plainHttp.Split(',')[^1]}'", Assert.Single(NetworkRules.Problems(new() { PlainHttp = plainHttp })), StringComparison.Ordinal);
}
