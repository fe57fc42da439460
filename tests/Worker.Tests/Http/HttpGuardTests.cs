using System.Net;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Http;
using Actors.Worker.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Actors.Worker.Tests.Http;

public sealed class HttpGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.8.7")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::ffff:0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("ff02::1")]
    [InlineData("255.255.255.255")]
    [InlineData("fd00:ec2::254")]
    [InlineData("168.63.129.16")]
    public void WhyRefused_OfWhatIsNoServerOfANetwork_IsTold(string address) => Assert.NotNull(AddressKinds.WhyRefused(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("1.1.1.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("fd12::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::808:808")]
    public void WhyRefused_OfAnyOther_IsNothing(string address) => Assert.Null(AddressKinds.WhyRefused(IPAddress.Parse(address)));

    [Theory]
    [InlineData("loopback", "x", "127.0.0.1", true)]
    [InlineData("loopback", "x", "::1", true)]
    [InlineData("loopback", "x", "169.254.1.1", false)]
    [InlineData("link-local", "x", "169.254.1.1", true)]
    [InlineData("169.254.10.0/24", "x", "169.254.10.9", true)]
    [InlineData("169.254.10.0/24", "x", "169.254.11.9", false)]
    [InlineData("127.0.0.1", "x", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "x", "127.0.0.2", false)]
    [InlineData("build.local", "Build.Local", "127.0.0.1", true)]
    [InlineData("build.local", "other.local", "127.0.0.1", false)]
    [InlineData("controller", "controller", "127.0.0.1", false)]
    public async Task WhyRefused_AllowedByTheAgent_IsNothing(string entry, string host, string address, bool allowed)
    {
        var guard = new HttpGuard([AddressRule.Parse(entry)!], [], NoNames);

        Assert.Equal(allowed, await guard.WhyRefusedAsync(host, IPAddress.Parse(address), 80, Bench.Cancellation) is null);
    }

    [Theory]
    [InlineData("10.1.2.3", 8080, true)]
    [InlineData("10.1.2.3", 8082, false)]
    [InlineData("10.9.9.9", 8080, false)]
    [InlineData("10.1.2.4", 8081, true)]
    public async Task WhyRefused_ListenersOfTheController_ByWhateverNameTheyAreCalled(string address, int port, bool refused)
    {
        Func<string, CancellationToken, Task<IPAddress[]>> names = (name, _) => Task.FromResult(name == "controller.example" ? new[] { IPAddress.Parse("10.1.2.4") } : []);
        string[] listeners = ["10.1.2.3:8080", "controller.example:8081"];

        Assert.Equal(refused, await new HttpGuard([AddressRule.Parse("10.0.0.0/8")!], listeners, names).WhyRefusedAsync("any.example", IPAddress.Parse(address), port, Bench.Cancellation) is not null);
        Assert.Null(await new HttpGuard([AddressRule.Parse("controller")!], listeners, names).WhyRefusedAsync("any.example", IPAddress.Parse(address), port, Bench.Cancellation));
    }

    [Fact]
    public async Task Connect_NameThatIsRebound_TheAddressThatIsConnectedToCounts()
    {
        await using var inner = await HttpTarget.StartAsync(context => context.Response.WriteAsync("planted"));
        var answers = new Queue<IPAddress[]>([[IPAddress.Parse("192.0.2.1")], [IPAddress.Loopback]]);
        var guard = new HttpGuard([], [], (_, _) => Task.FromResult(answers.Dequeue()));
        Assert.Null(await guard.WhyRefusedAsync("rebound.example", answers.Dequeue()[0], inner.Address.Port, Bench.Cancellation));
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = guard.ConnectAsync };
        using var http = new HttpClient(handler);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri($"http://rebound.example:{inner.Address.Port}/"), Bench.Cancellation));

        Assert.IsType<RefusedAddressException>(refused.InnerException);
        Assert.Empty(inner.Heard);
    }

    [Fact]
    public async Task Connect_NameWithAnAddressThatMayBeCalled_TakesThatOne()
    {
        await using var target = await HttpTarget.StartAsync(context => context.Response.WriteAsync("ok"));
        var guard = new HttpGuard([AddressRule.Parse("127.0.0.1")!], [], (_, _) => Task.FromResult(new[] { IPAddress.Parse("169.254.169.254"), IPAddress.Loopback }));
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = guard.ConnectAsync };
        using var http = new HttpClient(handler);

        Assert.Equal("ok", await http.GetStringAsync(new Uri($"http://two.example:{target.Address.Port}/"), Bench.Cancellation));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Run_OnAnAgentThatAllowsNothing_LoopbackIsRefused(string host)
    {
        await using var target = await HttpTarget.StartAsync(context => context.Response.WriteAsync("planted"));
        await using var bench = await HttpExecutorTests.BenchAsync(new() { Endpoint = $"http://{host}:{target.Address.Port}/" }, "10.0.0.0/8");

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("loopback", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Empty(target.Heard);
    }

    [Fact]
    public async Task Run_WorkerEndpoints_AreRefusedWhereLoopbackIsAllowed()
    {
        await using var bench = await HttpExecutorTests.BenchAsync(new() { Endpoint = "http://localhost/" });
        bench.Controller.Job = bench.Controller.Job with { Http = new() { Endpoint = $"http://localhost:{bench.Controller.Address.Port}/workers/v1/session", Method = "POST" } };

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("controller itself", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("10.0.0.0/40")]
    [InlineData("http://x")]
    public void Parse_OfNoEntry_IsNull(string entry) => Assert.Null(AddressRule.Parse(entry));

    private static Task<IPAddress[]> NoNames(string name, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>([]);
}
