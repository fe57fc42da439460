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
        await using var first = await SiloProcess.StartAsync("--Actors:Database", database.ConnectionString, "--Actors:Agents:local:WorkerUrl", second.Workers.ToString());
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
