using Actors.Conformance.Storage.PostgreSql;

namespace Actors.Cluster.Databases;

/// <summary>A silo whose store is PostgreSQL.</summary>
public sealed class PostgreSqlTests
{
    [Fact]
    public async Task KilledSilo_OnPostgreSql_GoesOnWhereItWas()
    {
        var server = await PostgreSqlServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync();
        using var folder = new TempFolder();
        await using var silo = await SiloProcess.StartAsync("--Actors:Database", database.ConnectionString);
        using var client = new Client(silo);
        var slow = $"echo run >>{folder.File("ledger")}\nuntil [ -e {folder.File("go")} ]; do sleep 0.1; done\necho '{{\"done\": true}}' >\"$ACTORS_OUTPUT\"";
        await client.ApplyAsync(Documents.Agent() + Documents.Resource("slow", slow) + Documents.Resource("after", "echo '{}' >\"$ACTORS_OUTPUT\"")
            + Documents.Of("stored", "local", "slow", "after: slow"));
        await client.AskAsync("deploy", "stored");
        await Eventually.TrueAsync(() => File.Exists(folder.File("ledger")), "the function runs", () => silo.Tail);

        await silo.KillAsync();
        folder.Write("go", "");
        await silo.StartAgainAsync();

        await client.EndsAsync("stored", "Deployed");
        Assert.Single(await File.ReadAllLinesAsync(folder.File("ledger"), TestContext.Current.CancellationToken));
        Assert.True((await client.EnvironmentAsync("stored"))["status"]!["output"]!["slow"]!["tasks"]!["run"]!["done"]!.GetValue<bool>());
        Assert.False(File.Exists(Path.Combine(silo.Data, "actors.db")));
    }
}
