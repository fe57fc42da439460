using System.IO.Compression;
using System.Net;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Security;
using Microsoft.Extensions.DependencyInjection;
using ZstdSharp;

namespace Actors.Silo.Tests.Workers;

[Collection<SiloCollection>]
public sealed class WorkDirApiTests(SiloFixture silo)
{
    private const string Read = "net.artifact";
    private const string Path = "/workers/v1/workdirs/net.artifact/job.tar.zst";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("X-Workflow-Token", "")]
    public async Task Get_ByTheTokenOfAReader_IsTheArchiveAsZstd(string header, string scheme)
    {
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        var function = await StartAsync($"workdir-{scheme.Length}");
        await KeepAsync(function, Read, content);

        using var client = silo.Client(server: silo.WorkerServer);
        client.DefaultRequestHeaders.Add(header, scheme + Token(function));
        var packed = await client.GetByteArrayAsync(new Uri(Path, UriKind.Relative), Cancellation);

        using var decompressor = new Decompressor();
        Assert.Equal(content, decompressor.Unwrap(packed).ToArray());
    }

    [Fact]
    public async Task Get_WithWhatDoesNotOpenIt_IsRefused()
    {
        var function = await StartAsync("workdir-refused");
        await KeepAsync(function, Read, [1]);
        await KeepAsync(function, "other.artifact", [1]);
        var generation = silo.App.Services.GetRequiredService<WorkerTokens>().Make(WorkerTokenKind.WorkDir, new(function.Attempt.Activity, 7));

        foreach (var (path, token, expected, words) in new[]
        {
            (Path, "ad.x.0..y", HttpStatusCode.Unauthorized, ""),
            (Path, Token(function) + "x", HttpStatusCode.Unauthorized, ""),
            (Path, function.Session.Token, HttpStatusCode.Forbidden, "the token that stands beside their url"),
            (Path, generation, HttpStatusCode.Conflict, "over or superseded"),
            (Path.Replace("net", "other", StringComparison.Ordinal), Token(function), HttpStatusCode.Forbidden, "No expression of the activity that this token was given to reads"),
            ("/workers/v1/artifacts/net.artifact/workdir.tar.gz", Token(function), HttpStatusCode.Forbidden, "working directories only"),
            ("/workers/v1/state", Token(function), HttpStatusCode.Forbidden, ""),
        })
        {
            var answer = await GetAsync(function, path, token);
            Assert.True(answer.Status == expected, $"{path} by {token[..2]}: {answer}");
            Assert.Contains(words, answer.Body, StringComparison.Ordinal);
        }

        foreach (var path in new[] { "heartbeat", "log?offset=0", "result" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await function.CallAsync(HttpMethod.Post, $"/workers/v1/{path}", null, ("Authorization", $"Bearer {Token(function)}"))).Status);
        }
    }

    [Fact]
    public async Task Get_OfAnActivityThatHasEnded_IsRefused()
    {
        var function = await StartAsync("workdir-over");
        await KeepAsync(function, Read, [1]);
        await function.EndAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await GetAsync(function, Path, Token(function))).Status);
    }

    [Fact]
    public async Task Get_NothingKept_SaysSo() => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(await StartAsync("workdir-none"), Path, null)).Status);

    private Task<FunctionUnderTest> StartAsync(string project) => FunctionUnderTest.StartAsync(silo, project, "env", [Read], []);

    private string Token(FunctionUnderTest function) => silo.App.Services.GetRequiredService<WorkerTokens>().Make(WorkerTokenKind.WorkDir, new(function.Attempt.Activity, 0));

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(FunctionUnderTest function, string path, string? token) =>
        await function.CallAsync(HttpMethod.Get, path, null, ("Authorization", $"Bearer {token ?? Token(function)}"));

    private async Task KeepAsync(FunctionUnderTest function, string activity, byte[] content)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(content, Cancellation);
        }

        packed.Position = 0;
        var owner = ActorKey.Of([.. ActorKey.Parse(function.Attempt.Activity).Segments.SkipLast(1), activity]).Value;
        Assert.True(await silo.App.Services.GetRequiredService<IArtifactStore>().WriteAsync(function.Attempt, owner, ArtifactRef.WorkDirName, packed, 1 << 20, Cancellation));
    }
}
