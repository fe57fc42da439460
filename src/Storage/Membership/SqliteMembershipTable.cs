using System.Globalization;
using Actors.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Actors.Storage.Membership;

/// <summary>Orleans' table of silos, for the silos of one machine. Every change moves the table's version, so that of two silos only one wins.</summary>
internal sealed class SqliteMembershipTable(SqliteDatabase database, IOptions<ClusterOptions> cluster) : IMembershipTable
{
    private readonly string _cluster = cluster.Value.ClusterId;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => database.WriteAsync(async session => tryInitTableVersion
        ? await session.RunAsync("INSERT INTO membership_version(cluster, version) VALUES($cluster, 0) ON CONFLICT DO NOTHING", Cluster)
        : 0, CancellationToken.None);

    public Task DeleteMembershipTableEntries(string clusterId) => database.WriteAsync(async session =>
        await session.RunAsync("DELETE FROM membership WHERE cluster = $cluster", ("$cluster", clusterId))
        + await session.RunAsync("DELETE FROM membership_version WHERE cluster = $cluster", ("$cluster", clusterId)), CancellationToken.None);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => database.WriteAsync(session =>
        session.RunAsync("DELETE FROM membership WHERE cluster = $cluster AND status <> $active AND alive < $before",
            Cluster, ("$active", (int)SiloStatus.Active), ("$before", beforeDate.UtcTicks)), CancellationToken.None);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAsync(key.ToParsableString());

    public Task<MembershipTableData> ReadAll() => ReadAsync(null);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => WriteAsync(entry, tableVersion, Insert, null);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        WriteAsync(entry, tableVersion, Update, long.Parse(etag, CultureInfo.InvariantCulture));

    public Task UpdateIAmAlive(MembershipEntry entry) => database.WriteAsync(session =>
        session.RunAsync("UPDATE membership SET alive = $alive WHERE cluster = $cluster AND silo = $silo",
            Cluster, ("$alive", entry.IAmAliveTime.Ticks), ("$silo", entry.SiloAddress.ToParsableString())), CancellationToken.None);

    private (string, object?) Cluster => ("$cluster", _cluster);

    private Task<bool> WriteAsync(MembershipEntry entry, TableVersion next, string sql, long? row)
    {
        (string, object?)[] arguments =
        [
            Cluster, ("$silo", entry.SiloAddress.ToParsableString()), ("$name", entry.SiloName), ("$host", entry.HostName), ("$status", (int)entry.Status),
            ("$gateway", entry.ProxyPort), ("$suspects", MembershipRow.Suspects(entry)), ("$started", entry.StartTime.Ticks), ("$alive", entry.IAmAliveTime.Ticks),
        ];
        if (row is not null) arguments = [.. arguments, ("$row", row)];
        var expected = long.Parse(next.VersionEtag, CultureInfo.InvariantCulture);
        return database.WriteAsync(async session =>
        {
            var version = await session.ScalarAsync<long?>("SELECT version FROM membership_version WHERE cluster = $cluster", Cluster);
            if (version != expected || await session.RunAsync(sql, arguments) != 1) return false;
            return await session.RunAsync("UPDATE membership_version SET version = version + 1 WHERE cluster = $cluster", Cluster) == 1;
        }, CancellationToken.None);
    }

    private Task<MembershipTableData> ReadAsync(string? silo) => database.ReadAsync(async session =>
    {
        var version = (int)await session.ScalarAsync<long>("SELECT version FROM membership_version WHERE cluster = $cluster", Cluster);
        var rows = await session.QueryAsync($"SELECT {MembershipRow.Columns} FROM membership WHERE cluster = $cluster AND ($silo IS NULL OR silo = $silo)", MembershipRow.Read, Cluster, ("$silo", silo));
        return new MembershipTableData(rows, new TableVersion(version, version.ToString(CultureInfo.InvariantCulture)));
    }, CancellationToken.None);

    private const string Insert = """
        INSERT INTO membership(cluster, silo, name, host, status, gateway, suspects, started, alive, version)
        VALUES($cluster, $silo, $name, $host, $status, $gateway, $suspects, $started, $alive, 1) ON CONFLICT DO NOTHING
        """;

    private const string Update = """
        UPDATE membership SET name = $name, host = $host, status = $status, gateway = $gateway, suspects = $suspects, started = $started, alive = $alive,
            version = version + 1 WHERE cluster = $cluster AND silo = $silo AND version = $row
        """;
}
