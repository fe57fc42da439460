using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Actors.Worker.Tests.Http;

public sealed class HttpRedirectTests
{
    [Theory]
    [InlineData(301, "GET", "")]
    [InlineData(302, "GET", "")]
    [InlineData(303, "GET", "")]
    [InlineData(307, "POST", "text")]
    [InlineData(308, "POST", "text")]
    public async Task Run_RedirectOfTheSameOrigin_KeepsHeadersAndWhatTheStatusSays(int status, string method, string body)
    {
        await using var target = await HttpTarget.StartAsync(context => context.Request.Path == "/there" ? context.Response.WriteAsync("ok") : HttpTarget.Redirect(context, status, new("/there", UriKind.Relative), relative: true));
        await using var bench = await HttpExecutorTests.BenchAsync(new() { Method = "POST", Endpoint = target.Address.AbsoluteUri, Body = "text", Headers = Credentials() });

        Assert.Equal(0, await bench.RunAsync());
        var last = target.Heard.Last();
        Assert.Equal((method, "/there", body, "Bearer planted"), (last.Method, last.Path, last.Body, last.Headers.Authorization.ToString()));
    }

    [Fact]
    public async Task Run_RedirectToAnotherOrigin_CredentialsStay()
    {
        await using var other = await HttpTarget.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var target = await HttpTarget.StartAsync(context => HttpTarget.Redirect(context, 302, other.Address));
        await using var bench = await HttpExecutorTests.BenchAsync(new() { Endpoint = target.Address.AbsoluteUri, Headers = Credentials() });

        Assert.Equal(0, await bench.RunAsync());
        var heard = Assert.Single(other.Heard).Headers;
        Assert.Equal("text/plain", heard.Accept.ToString());
        Assert.DoesNotContain(heard, header => header.Value.ToString().Contains("planted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_RedirectOfABodyToAnotherOrigin_IsNotFollowed()
    {
        await using var other = await HttpTarget.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var target = await HttpTarget.StartAsync(context => HttpTarget.Redirect(context, 307, other.Address));
        await using var bench = await HttpExecutorTests.BenchAsync(new() { Method = "POST", Endpoint = target.Address.AbsoluteUri, Body = "planted" });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.HttpFailed, bench.Controller.Result!.Reason);
        Assert.Empty(other.Heard);
    }

    [Theory]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task Run_RedirectToARefusedAddress_IsNotFollowed(string location)
    {
        await using var inner = await HttpTarget.StartAsync(context => context.Response.WriteAsync("planted"));
        await using var target = await HttpTarget.StartAsync(context => HttpTarget.Redirect(context, 302, new(string.Format(System.Globalization.CultureInfo.InvariantCulture, location, inner.Address.Port))));
        // The name opens the first hop only.
        await using var bench = await HttpExecutorTests.BenchAsync(new() { Endpoint = target.Address.AbsoluteUri.Replace("127.0.0.1", Environment.MachineName, StringComparison.Ordinal) }, Environment.MachineName);
        Assert.SkipUnless(await IsThisMachineAsync(), "this machine's name does not lead to it by loopback");

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("HttpAllow", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Empty(inner.Heard);
        Assert.Single(target.Heard);
    }

    [Fact]
    public async Task Run_RedirectsWithoutEnd_End()
    {
        await using var target = await HttpTarget.StartAsync(context => HttpTarget.Redirect(context, 302, new("/x", UriKind.Relative), relative: true));
        await using var bench = await HttpExecutorTests.BenchAsync(new() { Endpoint = target.Address.AbsoluteUri, MaxRedirects = 3 });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(4, target.Heard.Count);
    }

    [Fact]
    public async Task Run_WithoutRedirects_TheRedirectIsTheAnswer()
    {
        await using var target = await HttpTarget.StartAsync(context => HttpTarget.Redirect(context, 302, new("/x", UriKind.Relative), relative: true));
        await using var bench = await HttpExecutorTests.BenchAsync(new() { Endpoint = target.Address.AbsoluteUri, MaxRedirects = 0 });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(302, bench.Controller.Result!.Status!["http"]!["statusCode"]!.GetValue<int>());
    }

    private static Dictionary<string, string> Credentials() => new() { ["Authorization"] = "Bearer planted", ["X-Team"] = "planted", ["Accept"] = "text/plain" };

    private static async Task<bool> IsThisMachineAsync()
    {
        try
        {
            return (await System.Net.Dns.GetHostAddressesAsync(Environment.MachineName, Bench.Cancellation)).Any(System.Net.IPAddress.IsLoopback);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
