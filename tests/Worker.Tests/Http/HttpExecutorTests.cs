using System.Security.Cryptography.X509Certificates;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Testing;
using Actors.Worker.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Actors.Worker.Tests.Http;

public sealed class HttpExecutorTests
{
    [Fact]
    public async Task Run_JsonAnswer_IsOutputAndStatus()
    {
        await using var target = await HttpTarget.StartAsync(async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers["X-Request"] = "r-1";
            context.Response.Headers.SetCookie = "session=planted";
            await context.Response.WriteAsJsonAsync(new { id = 7, tags = new[] { "a" } });
        });
        await using var bench = await BenchAsync(new() { Method = "post", Endpoint = $"{target.Address}items?x=1", Body = """{"name":"n"}""", Headers = new Dictionary<string, string> { ["X-Team"] = "a" } });

        Assert.Equal(0, await bench.RunAsync());
        var result = bench.Controller.Result!;
        Assert.Equal(("POST", "/items?x=1", """{"name":"n"}"""), target.Heard.Select(x => (x.Method, x.Path, x.Body)).Single());
        Assert.Equal(("a", "application/json"), (target.Heard.Single().Headers["X-Team"].ToString(), target.Heard.Single().Headers.ContentType.ToString()));
        Assert.Equal(201, result.Outputs!["statusCode"]!.GetValue<int>());
        Assert.Equal(7, result.Outputs["body"]!["id"]!.GetValue<int>());
        Assert.Equal("r-1", result.Outputs["headers"]!["x-request"]!.GetValue<string>());
        Assert.Equal(result.Outputs.ToJsonString(), result.Status!["http"]!.ToJsonString());
        Assert.DoesNotContain("planted", result.Outputs.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "just words", "\"just words\"")]
    [InlineData("text/plain", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("application/json", "{\"a\":", "\"{\\u0022a\\u0022:\"")]
    [InlineData("application/json", "{\"a\":1,\"a\":2}", "\"{\\u0022a\\u0022:1,\\u0022a\\u0022:2}\"")]
    [InlineData("application/json", "[\"\\ud800\"]", "\"[\\u0022\\\\ud800\\u0022]\"")]
    [InlineData("text/plain", "", "null")]
    public async Task Run_Body_IsJsonWhereItIsJson(string type, string body, string expected)
    {
        await using var target = await HttpTarget.StartAsync(async context =>
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        });
        await using var bench = await BenchAsync(new() { Endpoint = target.Address.AbsoluteUri });

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(expected, bench.Controller.Result!.Outputs!["body"]?.ToJsonString() ?? "null");
    }

    [Fact]
    public async Task Run_OtherThan2xx_FailsAndSaysWhatWasAnswered()
    {
        await using var target = await HttpTarget.StartAsync(async context =>
        {
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync("come again");
        });
        await using var bench = await BenchAsync(new() { Endpoint = target.Address.AbsoluteUri });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.HttpFailed, bench.Controller.Result!.Reason);
        Assert.Contains("503", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Contains("come again", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Equal(503, bench.Controller.Result.Status!["http"]!["statusCode"]!.GetValue<int>());
    }

    [Fact]
    public async Task Run_Credentials_ArePrintedNowhere()
    {
        await using var target = await HttpTarget.StartAsync(async context =>
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync($"no: {context.Request.Headers.Authorization} {context.Request.Headers["X-Api-Key"]} planted-password");
        });
        var headers = new Dictionary<string, string>
        {
            ["Authorization"] = "Basic " + Convert.ToBase64String("me:planted-password"u8),
            ["X-Api-Key"] = "planted-key",
        };
        await using var bench = await BenchAsync(new() { Endpoint = target.Address.AbsoluteUri, Headers = headers });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(headers["Authorization"], target.Heard.Single().Headers.Authorization.ToString());
        var shown = bench.Controller.Log + bench.Output + bench.Controller.Result!.Message;
        Assert.DoesNotContain("planted", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(headers["Authorization"][6..], shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnswerThatIsTooLarge_IsAnError()
    {
        await using var target = await HttpTarget.StartAsync(context => context.Response.WriteAsync(new string('x', 2000)));
        await using var bench = await BenchAsync(new() { Endpoint = target.Address.AbsoluteUri, MaxAnswerBytes = 1999 });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.LimitExceeded, bench.Controller.Result!.Reason);
    }

    [Fact]
    public async Task Run_NoAnswerInTime_IsADeadline()
    {
        await using var target = await HttpTarget.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var bench = await BenchAsync(new() { Endpoint = target.Address.AbsoluteUri, Timeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.DeadlineExceeded, bench.Controller.Result!.Reason);
        Assert.Null(bench.Controller.Result.Status);
    }

    [Fact]
    public async Task Run_Cancelled_EndsAndHasNothingToJudge()
    {
        await using var target = await HttpTarget.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var bench = await BenchAsync(new() { Endpoint = target.Address.AbsoluteUri });
        var running = bench.RunAsync();
        await Bench.UntilAsync(() => !target.Heard.IsEmpty, "the call");

        bench.Controller.Cancel = true;

        Assert.Equal(WorkerProtocol.ExitCancelled, await running);
        Assert.Equal((ReasonCode.Cancelled, null), (bench.Controller.Result!.Reason, bench.Controller.Result.Status));
    }

    [Fact]
    public async Task Run_Tls_TrustsTheGivenAuthorityOnly()
    {
        using var authority = new TestAuthority("target");
        using var certificate = X509Certificate2.CreateFromPemFile(authority.CertificateFile);
        using var usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        await using var target = await HttpTarget.StartAsync(context => context.Response.WriteAsync("ok"), usable);
        var trust = await File.ReadAllTextAsync(authority.RootFile, Bench.Cancellation) + "\n" + string.Concat(authority.Between.Select(x => x.ExportCertificatePem() + "\n"));

        var outcomes = new List<ReasonCode>();
        foreach (var job in (HttpJob[])[new() { Endpoint = target.Address.AbsoluteUri }, new() { Endpoint = target.Address.AbsoluteUri, CaCert = trust }, new() { Endpoint = target.Address.AbsoluteUri, Insecure = true }])
        {
            await using var bench = await BenchAsync(job);
            await bench.RunAsync();
            outcomes.Add(bench.Controller.Result!.Reason);
        }

        Assert.Equal([ReasonCode.HttpFailed, ReasonCode.None, ReasonCode.None], outcomes);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("/x")]
    [InlineData("http://me:planted@127.0.0.1/")]
    public async Task Run_EndpointThatIsNone_IsRefused(string endpoint)
    {
        await using var bench = await BenchAsync(new() { Endpoint = endpoint });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.DoesNotContain("planted", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length", "3")]
    [InlineData("X-Split", "a\r\nHost: b")]
    [InlineData("bad name", "a")]
    public async Task Run_HeaderThatIsNone_IsRefused(string name, string value)
    {
        await using var target = await HttpTarget.StartAsync(_ => Task.CompletedTask);
        await using var bench = await BenchAsync(new() { Endpoint = target.Address.AbsoluteUri, Headers = new Dictionary<string, string> { [name] = value } });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains(name, bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Empty(target.Heard);
    }

    internal static async Task<Bench> BenchAsync(HttpJob job, params string[] allow)
    {
        var bench = await Bench.StartAsync(new() { Kind = WorkerKind.Http, Http = job });
        bench.HttpAllow = allow.Length > 0 ? allow : ["loopback"];
        return bench;
    }
}
