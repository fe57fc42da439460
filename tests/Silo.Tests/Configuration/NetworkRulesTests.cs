using Actors.Silo.Configuration;

namespace Actors.Silo.Tests.Configuration;

public sealed class NetworkRulesTests
{
    private const string PostgreSql = "Host=db;Database=actors;Username=actors";

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

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("silo.example")]
    [InlineData("10.1")]
    [InlineData("1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("10.0.0.5:11111")]
    [InlineData("::ffff:10.0.0.5")]
    public void Problems_SiloAddressThatIsNoOneMachines_SaysWhichToGive(string address)
    {
        var problem = Assert.Single(NetworkRules.Problems(new() { SiloAddress = address, PlainHttp = "private", Database = PostgreSql }));

        Assert.StartsWith($"Actors:SiloAddress is '{address}'", problem, StringComparison.Ordinal);
        Assert.Contains("the address of this machine on the network that only silos share", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.5", "private", PostgreSql, null)]
    [InlineData("2001:db8::5", "proxy,private", PostgreSql, null)]
    [InlineData("127.0.0.1", "", null, null)]
    [InlineData("::1", "", null, null)]
    [InlineData("10.0.0.5", "", PostgreSql, "whoever reaches their ports rules the cluster")]
    [InlineData("10.0.0.5", "proxy", PostgreSql, "whoever reaches their ports rules the cluster")]
    [InlineData("10.0.0.5", "private", null, "SQLite")]
    public void Problems_SiloAddressBeyondLoopback_NeedsAPrivateNetworkAndADatabaseThatIsShared(string address, string plainHttp, string? database, string? problem)
    {
        var problems = NetworkRules.Problems(new() { SiloAddress = address, PlainHttp = plainHttp, Database = database });

        if (problem is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
        }
    }
}
