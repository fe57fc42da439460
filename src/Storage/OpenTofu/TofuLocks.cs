using System.Text.Json;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Actors.Storage.OpenTofu;

/// <summary>Locks on OpenTofu states, inside the caller's transaction. A lock is worth as much as the attempt that owns it: one that is over stops nobody.</summary>
internal static class TofuLocks
{
    private const string Columns = "resource, activity, attempt, lock, info";

    /// <summary>The lock on a state.</summary>
    public static TofuLock? Find(SqlSession session, string resource) =>
        session.Query($"SELECT {Columns} FROM tofu_lock WHERE resource = $resource", Row, ("$resource", resource)).SingleOrDefault();

    /// <summary>Takes a lock; returns what is in the way, if anything.</summary>
    public static TofuLock? Take(SqlSession session, TofuLock wanted)
    {
        session.Run($"""
            INSERT INTO tofu_lock({Columns}) SELECT $resource, $activity, $attempt, $lock, $info WHERE {Fence.Holds}
            ON CONFLICT DO UPDATE SET activity = $activity, attempt = $attempt, lock = $lock, info = $info
            WHERE NOT EXISTS(SELECT 1 FROM grain_state WHERE kind = 'activity' AND key = tofu_lock.activity AND fence = tofu_lock.attempt)
            """, ("$resource", wanted.Resource), ("$lock", wanted.LockId), ("$info", wanted.Info), Fence.Activity(wanted.Attempt), Fence.Number(wanted.Attempt));
        var held = Find(session, wanted.Resource);
        if (held is not null && (held.Attempt != wanted.Attempt || held.LockId != wanted.LockId)) return held;
        return Fence.Allows(session, wanted.Attempt) ? null : Over(wanted);
    }

    /// <summary>Gives a lock back; false when another one is held.</summary>
    public static bool GiveBack(SqlSession session, string resource, AttemptId attempt, string? lockId)
    {
        session.Run("DELETE FROM tofu_lock WHERE resource = $resource AND activity = $activity AND attempt = $attempt AND ($lock IS NULL OR lock = $lock)",
            ("$resource", resource), ("$lock", lockId), Fence.Activity(attempt), Fence.Number(attempt));
        return Find(session, resource) is null;
    }

    /// <summary>Gives back all locks of an attempt.</summary>
    public static int Release(SqlSession session, AttemptId attempt) =>
        session.Run("DELETE FROM tofu_lock WHERE activity = $activity AND attempt = $attempt", Fence.Activity(attempt), Fence.Number(attempt));

    /// <summary>The locks at or below a key.</summary>
    public static List<TofuLock> Under(SqlSession session, string key) =>
        session.Query($"SELECT {Columns} FROM tofu_lock WHERE {KeyRange.Condition("resource")} ORDER BY resource", Row, KeyRange.Under(key));

    // What the tool shows to the worker that asked: not another lock, but its own end is in the way.
    private static TofuLock Over(TofuLock wanted) => wanted with
    {
        LockId = "attempt-is-over",
        Info = JsonSerializer.Serialize(new Dictionary<string, string> { ["ID"] = "attempt-is-over", ["Info"] = $"{wanted.Attempt} is over and may not lock the state any more." }),
    };

    private static TofuLock Row(SqliteDataReader row) =>
        new(row.GetString(0), new AttemptId(row.GetString(1), row.GetInt32(2)), row.GetString(3), row.GetString(4));
}
