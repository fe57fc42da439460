using System.Net;
using Actors.Conformance.Storage.PostgreSql;

namespace Actors.Cluster.Silos;

/// <summary>Two silos of one PostgreSQL database, each with a data folder of its own: what one has given, the other takes.</summary>
public sealed class SharedInstallationTests
{
    [Fact]
    public async Task TwoSilosOnPostgreSql_TokenCookieAndWorkersOfOne_AreTakenByTheOther()
    {
        var server = await PostgreSqlServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync();
        using var folder = new TempFolder();
        await using var second = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller", "--Actors:Database", database.ConnectionString]);
        await using var first = await SiloProcess.StartAsync(
            "--Actors:Database", database.ConnectionString, "--Actors:Agents:local:WorkerUrl", second.Workers.ToString(), "--Actors:KeyFile", Path.Combine(second.Data, "secrets.key"));
        Assert.Equal(first.Token, second.Token);

        Assert.Equal(HttpStatusCode.OK, await DashboardAsync(second, await LogInAsync(first)));
        using var client = new Client(second, first.Token);
        await client.ApplyAsync(Documents.Agent()
            + Documents.Resource("slow", $"echo started\necho run >>{folder.File("ledger")}\nuntil [ -e {folder.File("go")} ]; do sleep 0.1; done\necho '{{\"done\": true}}' >\"$ACTORS_OUTPUT\"")
            + Documents.Of("shared", "local", "slow"));
        await client.AskAsync("deploy", "shared");
        await client.ReachesAsync("shared", "slow", "Running");
        using (var other = new Client(first, second.Token))
        {
            await other.ReachesAsync("shared", "slow", "Running");
        }

        // Nothing but the second silo is left for the worker to report to.
        await first.KillAsync();
        folder.Write("go", "");
        await client.EndsAsync("shared", "Deployed");

        Assert.Single(await File.ReadAllLinesAsync(folder.File("ledger"), TestContext.Current.CancellationToken));
        Assert.Contains("started", (await client.LogAsync("shared", Client.Name((await client.ActivitiesAsync("shared")).Single()))).Body, StringComparison.Ordinal);
        await first.StartAgainAsync();
        await first.NothingIsLeftAsync();
    }

    [Fact]
    public async Task SiloWithoutTheKey_OnASealedStore_EndsWithOneSentenceAndStartsWithTheKey()
    {
        var server = await PostgreSqlServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync();
        using var folder = new TempFolder();
        string key, token;
        await using (var silo = await SiloProcess.StartAsync("--Actors:Database", database.ConnectionString))
        {
            key = await File.ReadAllTextAsync(Path.Combine(silo.Data, "secrets.key"), TestContext.Current.CancellationToken);
            token = silo.Token;
            Assert.Contains("Actors:KeyFile", silo.Printed, StringComparison.Ordinal);
            await silo.StopAsync();

            string[] arguments = [SourceTree.Silo, .. silo.PlaceArguments(folder.File("data")), "--Actors:Database", database.ConnectionString];
            var none = await Child.RunAsync(folder.Path, "dotnet", arguments);
            Refused(none, "secrets.key is not there");
            var other = folder.Write("other.key", new string('k', 43) + "\n");
            File.SetUnixFileMode(other, UnixFileMode.UserRead);
            Refused(await Child.RunAsync(folder.Path, "dotnet", [.. arguments, "--Actors:KeyFile", other]), "sealed with another key");
        }

        var copy = folder.Write("copied.key", key);
        File.SetUnixFileMode(copy, UnixFileMode.UserRead);
        await using var again = await SiloProcess.StartAsync("--Actors:Database", database.ConnectionString, "--Actors:KeyFile", copy);
        Assert.Equal(token, again.Token);

        static void Refused(Ran ran, string why)
        {
            Assert.Equal(1, ran.Code);
            var line = Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), x => x.Contains("actors-silo:", StringComparison.Ordinal));
            Assert.Contains(why, line, StringComparison.Ordinal);
            Assert.Contains("Actors:KeyFile", line, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TwoSilosWithOneTokenFile_TokenAndCookieOfOne_OpenTheOther()
    {
        using var folder = new TempFolder();
        var file = folder.Write("token", new string('t', 40) + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        await using var first = await SiloProcess.StartAsync("--Actors:AdminTokenFile", file);
        await using var second = await SiloProcess.StartAsync("--Actors:AdminTokenFile", file);

        Assert.Equal(HttpStatusCode.OK, await DashboardAsync(second, await LogInAsync(first, new string('t', 40))));
        using var client = new Client(second, new string('t', 40));
        Assert.NotNull(await client.GetAsync("/apis"));
        Assert.False(File.Exists(Path.Combine(second.Data, "admin.token")));
    }

    private static async Task<string> LogInAsync(SiloProcess silo, string? token = null)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = silo.Api };
        using var answer = await http.GetAsync(new Uri($"/login?token={token ?? silo.Token}", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task<HttpStatusCode> DashboardAsync(SiloProcess silo, string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = silo.Api };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await http.GetAsync(new Uri("/dashboard/", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
