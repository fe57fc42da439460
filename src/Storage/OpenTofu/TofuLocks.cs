using System.Data.Common;
using System.Text.Json;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <summary>Locks on OpenTofu states, inside the caller's transaction. A lock is worth as much as the attempt that owns it: one that is over stops nobody.</summary>
internal static class TofuLocks
{
    private const string Columns = "resource, activity, attempt, lock, info, taken";

    // The attempt may still write.
    private const string IsAlive = "EXISTS(SELECT 1 FROM grain_state WHERE kind = 'activity' AND key = tofu_lock.activity AND fence = tofu_lock.attempt)";

    private const string Select = $"SELECT {Columns}, CASE WHEN {IsAlive} THEN 1 ELSE 0 END FROM tofu_lock";

    /// <summary>The lock on a state.</summary>
    public static ValueTask<TofuLock?> FindAsync(SqlSession session, string resource) =>
        session.SingleAsync($"{Select} WHERE resource = $resource", Row, ("$resource", resource));

    /// <summary>Takes a lock; returns what is in the way, if anything.</summary>
    public static async ValueTask<TofuLock?> TakeAsync(SqlSession session, TofuLock wanted, long now)
    {
        await session.RunAsync($"""
            INSERT INTO tofu_lock({Columns}) SELECT $resource, $activity, $attempt, $lock, $info, $now WHERE {Fence.Holds(session)}
            ON CONFLICT(resource) DO UPDATE SET activity = $activity, attempt = $attempt, lock = $lock, info = $info, taken = $now WHERE NOT {IsAlive}
            """, ("$resource", wanted.Resource), ("$lock", wanted.LockId), ("$info", wanted.Info), ("$now", now), Fence.Activity(wanted.Attempt), Fence.Number(wanted.Attempt));
        var held = await FindAsync(session, wanted.Resource);
        if (held is not null && (held.Attempt != wanted.Attempt || held.LockId != wanted.LockId)) return held;
        return await Fence.AllowsAsync(session, wanted.Attempt) ? null : Over(wanted);
    }

    /// <summary>Gives a lock back; false when another one is held.</summary>
    public static async ValueTask<bool> GiveBackAsync(SqlSession session, string resource, AttemptId attempt, string? lockId)
    {
        await session.RunAsync("DELETE FROM tofu_lock WHERE resource = $resource AND activity = $activity AND attempt = $attempt AND (CAST($lock AS TEXT) IS NULL OR lock = $lock)",
            ("$resource", resource), ("$lock", lockId), Fence.Activity(attempt), Fence.Number(attempt));
        return await FindAsync(session, resource) is null;
    }

    /// <summary>Gives back all locks of an attempt.</summary>
    public static ValueTask<int> ReleaseAsync(SqlSession session, AttemptId attempt) =>
        session.RunAsync("DELETE FROM tofu_lock WHERE activity = $activity AND attempt = $attempt", Fence.Activity(attempt), Fence.Number(attempt));

    /// <summary>The locks at or below a key.</summary>
    public static ValueTask<List<TofuLock>> UnderAsync(SqlSession session, string key) =>
        session.QueryAsync($"{Select} WHERE {KeyRange.Condition("resource")} ORDER BY resource", Row, KeyRange.Under(key));

    // What the tool shows to the worker that asked: not another lock, but its own end is in the way.
    private static TofuLock Over(TofuLock wanted) => wanted with
    {
        LockId = "attempt-is-over",
        Info = JsonSerializer.Serialize(new Dictionary<string, string> { ["ID"] = "attempt-is-over", ["Info"] = $"{wanted.Attempt} is over and may not lock the state any more." }),
    };

    private static TofuLock Row(DbDataReader row) =>
        new(row.GetString(0), new AttemptId(row.GetString(1), row.GetInt32(2)), row.GetString(3), row.GetString(4))
        {
            Since = row.IsDBNull(5) ? null : SqlTime.At(row, 5),
            IsAlive = row.GetInt64(6) == 1,
        };
}
