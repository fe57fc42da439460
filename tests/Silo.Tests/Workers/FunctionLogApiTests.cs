using System.Net;
using System.Text;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silo.Tests.Workers;

[Collection<SiloCollection>]
public sealed class FunctionLogApiTests(SiloFixture silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_PartContent_IsInTheLogOfTheAttempt()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "function-log");

        Assert.Equal(HttpStatusCode.OK, (await function.UploadAsync("level=INFO msg=one\n")).Status);
        Assert.Equal(HttpStatusCode.OK, (await function.UploadAsync("level=INFO msg=two")).Status);
        Assert.Equal(HttpStatusCode.OK, (await function.UploadAsync("")).Status);
        Assert.Equal("level=INFO msg=one\nlevel=INFO msg=two\n", await LogAsync(function));
    }

    [Fact]
    public async Task Upload_BesideTheWorkersOwnLog_LosesNothingOfEither()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "function-both");
        await WorkerAsync(function, 0, "worker begins\n");
        await function.UploadAsync("function says\n");
        await WorkerAsync(function, "worker begins\n".Length, "worker ends\n");

        Assert.Equal("worker begins\nfunction says\nworker ends\n", await LogAsync(function));
    }

    [Fact]
    public async Task Upload_Secrets_AreMasked()
    {
        const string Secret = "planted/secret+value";
        var function = await FunctionUnderTest.StartAsync(silo, "function-masked", "env", Secret);
        await function.UploadAsync($"{Secret} {Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))} {function.Job.LogToken} {function.Job.StateToken}.\n");

        var log = await LogAsync(function);
        Assert.StartsWith("*** ***", log, StringComparison.Ordinal);
        Assert.EndsWith(" *** ***.\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))[..8], log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_NotAsItMustBe_SaysWhat()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "function-invalid");
        var header = (FunctionProtocol.WorkflowTokenHeader, function.Job.LogToken!);
        using var text = new StringContent("plain");
        using var cut = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nno end"u8.ToArray());
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        foreach (var (answer, words) in new[]
        {
            (await function.UploadAsync("x", part: "other"), "content"),
            (await function.UploadAsync("x", query: ""), "append=true"),
            (await function.UploadAsync("x", query: "?append=false"), "append=true"),
            (await function.CallAsync(HttpMethod.Post, FunctionProtocol.LogPath + "?append=true", text, header), "multipart/form-data"),
            (await function.CallAsync(HttpMethod.Post, FunctionProtocol.LogPath + "?append=true", cut, header), "multipart/form-data"),
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains(words, answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await function.UploadAsync(new string('x', 5 << 20))).Status);
        Assert.Equal("", await LogAsync(function));
    }

    [Fact]
    public async Task Upload_WithAnotherToken_IsRefused()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "function-tokens");

        foreach (var token in new[] { function.Session.Token, function.Job.StateToken!, "al.x.1.y.z", "x" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await function.UploadAsync("x", token: token)).Status);
        }

        var bearer = ("Authorization", $"Bearer {function.Session.Token}");
        Assert.Equal(HttpStatusCode.Forbidden, (await function.CallAsync(HttpMethod.Post, FunctionProtocol.LogPath + "?append=true", null, bearer)).Status);
        foreach (var path in new[] { "heartbeat", "log?offset=0", "result" })
        {
            var answer = await function.CallAsync(HttpMethod.Post, $"/workers/v1/{path}", null, (FunctionProtocol.WorkflowTokenHeader, function.Job.LogToken!));
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        }
    }

    [Fact]
    public async Task Upload_AttemptIsOver_IsRefused()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "function-over");
        await function.EndAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await function.UploadAsync("late")).Status);
    }

    private static async Task WorkerAsync(FunctionUnderTest function, int offset, string text)
    {
        using var content = new StringContent(text);
        var answer = await function.CallAsync(HttpMethod.Post, $"/workers/v1/log?offset={offset}", content, ("Authorization", $"Bearer {function.Session.Token}"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains($"\"nextOffset\":{offset + text.Length}", answer.Body, StringComparison.Ordinal);
    }

    private async Task<string> LogAsync(FunctionUnderTest function) =>
        Encoding.UTF8.GetString((await silo.App.Services.GetRequiredService<ILogStore>().ReadAsync(function.Attempt, 0, 1 << 20, Cancellation)).Bytes.Span);
}
