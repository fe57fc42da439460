using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;

namespace Actors.Storage.Functions;

/// <summary>Values that functions keep, one row each and sealed; the writes of one scope come one after the other.</summary>
internal sealed class SqlFunctionStateStore(SqlDatabase database, ISealer sealer, StorageOptions options, TimeProvider clock) : IFunctionStateStore
{
    private const string ByKey = "scope = $scope AND key = $key";

    private sealed record Stored(byte[] Value, long Version);

    public async Task<FunctionStateValue?> GetAsync(string scope, string key, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.SingleAsync($"SELECT value, version FROM function_state WHERE {ByKey}",
            row => new Stored(row.GetFieldValue<byte[]>(0), row.GetInt64(1)), ("$scope", scope), ("$key", key)), cancellationToken) is { } stored
            ? new(await sealer.OpenAsync(SealedPlace.FunctionValue(scope, key), stored.Value, cancellationToken), stored.Version) : null;

    public async Task<FunctionStateWrite> PutAsync(string scope, AttemptId attempt, string key, ReadOnlyMemory<byte> json, long version, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(scope);
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (json.Length > options.FunctionStateBytes) throw new SizeLimitException($"The value '{key}'", options.FunctionStateBytes);
        var bytes = await sealer.SealAsync(SealedPlace.FunctionValue(scope, key), json.ToArray(), cancellationToken);
        return await database.WriteInTurnAsync(Turn(scope), async session =>
        {
            if (!await Fence.AllowsAsync(session, attempt)) return FunctionStateWrite.Over;
            var current = await session.ScalarAsync<long>($"SELECT version FROM function_state WHERE {ByKey}{session.ForUpdate}", ("$scope", scope), ("$key", key));
            if (version != current && version != current + 1) return FunctionStateWrite.Conflict;
            if (current == 0 && await session.ScalarAsync<long>("SELECT count(*) FROM function_state WHERE scope = $scope", ("$scope", scope)) >= options.FunctionStateKeys)
                return FunctionStateWrite.Full;
            await session.RunAsync($"""
                INSERT INTO function_state(scope, key, value, version, modified) SELECT $scope, $key, $value, $version, $now WHERE {Fence.Holds(session)}
                ON CONFLICT(scope, key) DO UPDATE SET value = $value, version = $version, modified = $now
                """, ("$scope", scope), ("$key", key), ("$value", bytes), ("$version", current + 1), ("$now", clock.Now()), Fence.Activity(attempt), Fence.Number(attempt));
            return FunctionStateWrite.Written;
        }, cancellationToken);
    }

    public Task<FunctionStateWrite> DeleteAsync(string scope, AttemptId attempt, string key, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(scope), async session =>
        {
            if (!await Fence.AllowsAsync(session, attempt)) return FunctionStateWrite.Over;
            var deleted = await session.RunAsync($"DELETE FROM function_state WHERE {ByKey} AND {Fence.Holds(session)}",
                ("$scope", scope), ("$key", key), Fence.Activity(attempt), Fence.Number(attempt));
            return deleted == 1 ? FunctionStateWrite.Written : FunctionStateWrite.NotFound;
        }, cancellationToken);

    public Task DeleteUnderAsync(string scope, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync($"DELETE FROM function_state WHERE {KeyRange.Condition("scope")}", KeyRange.Under(scope)), cancellationToken);

    private static string Turn(string scope) => $"function {scope}";
}
