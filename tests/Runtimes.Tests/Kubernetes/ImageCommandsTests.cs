using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Images;

namespace Actors.Runtimes.Tests.Kubernetes;

public sealed class ImageCommandsTests : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string? Authorization)> _heard = new();
    private readonly Task _serving;
    private readonly string _host;
    private Func<string, string?, (int Status, string? Challenge, string Body)> _answer = (_, _) => (404, null, "");

    public ImageCommandsTests()
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _host = $"127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}";
        socket.Close();
        _listener.Prefixes.Add($"http://{_host}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_AnIndex_IsThatOfItsLinuxImageAndKept()
    {
        _answer = (path, _) => path switch
        {
            "/v2/team/app/manifests/1" => (200, null, """{"manifests":[{"digest":"sha256:win","platform":{"os":"windows","architecture":"amd64"}},{"digest":"sha256:arm","platform":{"os":"linux","architecture":"arm64"}},{"digest":"sha256:amd","platform":{"os":"linux","architecture":"amd64"}}]}"""),
            "/v2/team/app/manifests/sha256:amd" => (200, null, """{"config":{"digest":"sha256:config"}}"""),
            "/v2/team/app/blobs/sha256:config" => (200, null, """{"config":{"Entrypoint":["/entry"],"Cmd":null}}"""),
            _ => (404, null, ""),
        };
        using var commands = new ImageCommands([_host], TimeProvider.System);

        var command = await commands.OfAsync($"{_host}/team/app:1", null, Token);
        await commands.OfAsync($"{_host}/team/app:1", null, Token);

        Assert.Equal("/entry", Assert.Single(command.Entrypoint));
        Assert.Empty(command.Command);
        Assert.Equal(3, _heard.Count);
    }

    [Fact]
    public async Task Of_ARegistryWithTokens_GetsOneForTheAccount()
    {
        _answer = (path, authorization) => (path, authorization) switch
        {
            ("/token", _) => (200, null, """{"token":"t"}"""),
            (_, not "Bearer t") => (401, $"Bearer realm=\"http://{_host}/token\",service=\"kit\",scope=\"repository:team/app:pull,push\"", ""),
            ("/v2/team/app/manifests/latest", _) => (200, null, """{"config":{"digest":"sha256:config"}}"""),
            _ => (200, null, """{"config":{"Cmd":["run"]}}"""),
        };
        using var commands = new ImageCommands([_host], TimeProvider.System);

        var command = await commands.OfAsync($"{_host}/team/app", new() { Username = "me", Password = "planted" }, Token);

        Assert.Equal(["run"], command.Command);
        Assert.All(_heard.Where(call => call.Path == "/token"), call => Assert.Equal("Basic " + Convert.ToBase64String("me:planted"u8), call.Authorization));
        Assert.DoesNotContain(_heard, call => call.Path != "/token" && call.Authorization?.StartsWith("Basic", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "no JSON")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"config":{"digest":"sha256:x/../../admin"}}""")]
    [InlineData(200, """{"manifests":[]}""")]
    public async Task Of_ARegistryThatDescribesNoImage_SaysToNameTheCommand(int status, string body)
    {
        _answer = (_, _) => (status, null, body);
        using var commands = new ImageCommands([_host], TimeProvider.System);

        var refused = await Assert.ThrowsAsync<WorkerStartException>(() => commands.OfAsync($"{_host}/team/app:1", new() { Username = "me", Password = "planted" }, Token));

        Assert.Equal(ReasonCode.ImagePull, refused.Reason);
        Assert.Contains("'commands'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refused.ToString(), StringComparison.Ordinal);
        Assert.Single(_heard);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var (path, authorization) = (context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"]);
                _heard.Enqueue((path, authorization));
                var (status, challenge, body) = _answer(path, authorization);
                context.Response.StatusCode = status;
                if (challenge is not null)
                    context.Response.AddHeader("WWW-Authenticate", challenge);
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
