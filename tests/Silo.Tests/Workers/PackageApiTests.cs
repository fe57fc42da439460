using System.Net;

namespace Actors.Silo.Tests.Workers;

[Collection<SiloCollection>]
public sealed class PackageApiTests(SiloFixture silo)
{
    private const string Address = "/workers/v1/packages/cpython-311-linux-x86_64-glibc-2.36";

    [Fact]
    public async Task Put_ByTheFirst_IsWhatAllOthersOfTheProjectGet()
    {
        var first = await StartAsync("packages", "env-1", "requests==2.32.3", "six");
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(first)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(first, "one")).Status);
        var second = await StartAsync("packages", "env-2", " six", "requests==2.32.3");

        Assert.Equal((HttpStatusCode.OK, "one"), await GetAsync(second));
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(second, "two")).Status);

        Assert.Equal((HttpStatusCode.OK, "one"), await GetAsync(first));
    }

    [Fact]
    public async Task Get_OtherSetOrPlatformOrProject_IsNotThere()
    {
        await PutAsync(await StartAsync("packages-mine", "env-1", "six"), "one");
        var other = await StartAsync("packages-mine", "env-2", "six==1.16.0");
        var elsewhere = await StartAsync("packages-yours", "env-1", "six");

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(other)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(elsewhere)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(other, HttpMethod.Get, $"{Address}-musl")).Status);
    }

    [Fact]
    public async Task Call_NoRightToIt_IsRefused()
    {
        var without = await FunctionUnderTest.StartAsync(silo, "packages-none");
        var function = await StartAsync("packages-ended", "env-1", "six");
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(without)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(without, "planted")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(function, HttpMethod.Get, "/workers/v1/packages/a%20b")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await function.CallAsync(HttpMethod.Get, Address)).Status);
        foreach (var token in (string[])[function.Job.StateToken!, function.Job.LogToken!])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await function.CallAsync(HttpMethod.Get, Address, null, ("Authorization", $"Bearer {token}"))).Status);
        }

        await function.EndAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync(function, "late")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await GetAsync(function)).Status);
    }

    [Fact]
    public async Task Get_BytesThatCannotBeRead_AreGoneAtTheNextCall()
    {
        var function = await StartAsync("packages-damaged", "env-1", "six");
        await PutAsync(function, new string('x', 300_000));
        var files = Directory.EnumerateFiles(silo.Data, "*", SearchOption.AllDirectories).Select(name => new FileInfo(name)).Where(file => file.Length is > 300_000 and < 301_000);
        foreach (var file in files)
        {
            await File.WriteAllBytesAsync(file.FullName, new byte[file.Length], TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.InternalServerError, (await GetAsync(function)).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(function)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(function, "again")).Status);
        Assert.Equal((HttpStatusCode.OK, "again"), await GetAsync(function));
    }

    private Task<FunctionUnderTest> StartAsync(string project, string environment, params string[] packages) => FunctionUnderTest.StartAsync(silo, project, environment, [], [], packages);

    private static Task<(HttpStatusCode Status, string Body)> GetAsync(FunctionUnderTest function) => CallAsync(function, HttpMethod.Get, Address);

    private static async Task<(HttpStatusCode Status, string Body)> PutAsync(FunctionUnderTest function, string content)
    {
        using var body = new StringContent(content);
        return await CallAsync(function, HttpMethod.Put, Address, body);
    }

    private static Task<(HttpStatusCode Status, string Body)> CallAsync(FunctionUnderTest function, HttpMethod method, string path, HttpContent? content = null) =>
        function.CallAsync(method, path, content, ("Authorization", $"Bearer {function.Session.Token}"));
}
