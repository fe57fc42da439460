using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;

namespace Actors.Storage.Packages;

/// <summary>Sets of packages: a row says when each was last used, and an artifact, whose owner outlives every attempt, has its bytes.</summary>
internal sealed class SqlPackageStore(SqlDatabase database, IArtifactStore artifacts, IInstallationStore installations, StorageOptions options, TimeProvider clock) : IPackageStore
{
    /// <summary>Segment below a project's key; no environment can have this name.</summary>
    internal const string Segment = "$packages";

    private const string Content = "packages";
    private const int MostAtOnce = 1000;
    // A use is written down when the last one is so long ago: not at every call of a function.
    private static readonly TimeSpan Precision = TimeSpan.FromHours(1);
    private readonly KeyedMac _mac = new(installations, "sets of packages");

    public async Task<Stream?> OpenAsync(string project, string set, CancellationToken cancellationToken)
    {
        var owner = await OwnerAsync(project, set, cancellationToken);
        var used = await database.ReadAsync(session => session.ScalarAsync<long>("SELECT used FROM package_set WHERE owner = $owner", ("$owner", owner)), cancellationToken);
        if (used == 0) return null;
        if (used < (clock.GetUtcNow() - Precision).UtcTicks)
        {
            await database.WriteAsync(session => session.RunAsync("UPDATE package_set SET used = $now WHERE owner = $owner", ("$now", clock.Now()), ("$owner", owner)), cancellationToken);
        }
        try
        {
            return await artifacts.OpenAsync(owner, Content, cancellationToken);
        }
        catch (Exception error) when (error is DamagedException or FileNotFoundException)
        {
            // It can be had again, which who asks does when there is none.
            await RemoveAsync(project, set, cancellationToken);
            return null;
        }
    }

    public async Task<bool> AddAsync(AttemptId attempt, string project, string set, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var owner = await OwnerAsync(project, set, cancellationToken);
        // First the row: bytes that no row names would stay for ever.
        if (!await UseAsync(owner, project, attempt, cancellationToken)) return false;
        if ((await artifacts.ListUnderAsync(owner, cancellationToken)).Count > 0) return true;
        try
        {
            if (!await artifacts.WriteAsync(attempt, owner, Content, content, maxBytes, cancellationToken)) return false;
        }
        catch (SizeLimitException)
        {
            await RemoveAsync(project, set, cancellationToken);
            throw;
        }
        // Once more: it may have made room for another one meanwhile.
        await UseAsync(owner, project, writer: null, CancellationToken.None);
        await RemoveAsync("project = $project ORDER BY used DESC, owner LIMIT $most OFFSET $kept", cancellationToken, ("$project", project), ("$kept", options.PackageSets));
        return true;
    }

    public async Task RemoveAsync(string project, string set, CancellationToken cancellationToken) =>
        await RemoveAsync("owner = $owner LIMIT $most", cancellationToken, ("$owner", await OwnerAsync(project, set, cancellationToken)));

    public Task<int> PruneAsync(CancellationToken cancellationToken) =>
        RemoveAsync("used < $before ORDER BY used LIMIT $most", cancellationToken, ("$before", (clock.GetUtcNow() - options.PackageRetention).UtcTicks));

    // Only while the attempt may write; by nobody: in any case.
    private async Task<bool> UseAsync(string owner, string project, AttemptId? writer, CancellationToken cancellationToken)
    {
        (string, object?)[] fence = writer is null ? [] : [Fence.Activity(writer), Fence.Number(writer)];
        return await database.WriteAsync(session => session.RunAsync($"""
            INSERT INTO package_set(owner, project, used) SELECT $owner, $project, $now WHERE {(writer is null ? "1 = 1" : Fence.Holds(session))}
            ON CONFLICT(owner) DO UPDATE SET used = $now
            """, [.. fence, ("$owner", owner), ("$project", project), ("$now", clock.Now())]), cancellationToken) == 1;
    }

    // Last the row, unless the set was used or added again meanwhile: what is left of a removal that was cut off is found again.
    private async Task<int> RemoveAsync(string which, CancellationToken cancellationToken, params (string, object?)[] parameters)
    {
        var sets = await database.ReadAsync<IReadOnlyList<(string Owner, long Used)>>(async session => await session.QueryAsync(
            $"SELECT owner, used FROM package_set WHERE {which}", row => (row.GetString(0), row.GetInt64(1)), [.. parameters, ("$most", MostAtOnce)]), cancellationToken);
        foreach (var (owner, used) in sets)
        {
            await artifacts.DeleteUnderAsync(owner, cancellationToken);
            await database.WriteAsync(session => session.RunAsync("DELETE FROM package_set WHERE owner = $owner AND used = $used", ("$owner", owner), ("$used", used)), cancellationToken);
        }
        return sets.Count;
    }

    private async Task<string> OwnerAsync(string project, string set, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(set);
        return ActorKey.Parse(project).Child(Segment).Child(await _mac.OfAsync(project, Encoding.UTF8.GetBytes(set), cancellationToken)).Value;
    }
}
