using Actors.Contracts.Identity;

namespace Actors.Storage.Sql;

/// <summary>
/// The condition that an attempt may write: it is the one that its activity's stored state names. Part of the statement that writes, and true until its
/// transaction ends: whoever gives the activity to another attempt waits for that.
/// </summary>
internal static class Fence
{
    /// <summary>The condition, with the parameters <c>$activity</c> and <c>$attempt</c>.</summary>
    public static string Holds(SqlSession session) =>
        $"EXISTS(SELECT 1 FROM grain_state WHERE kind = 'activity' AND key = $activity AND fence = $attempt{session.ForShare})";

    /// <summary>Whether the attempt may write, for what follows in the same transaction.</summary>
    public static async ValueTask<bool> AllowsAsync(SqlSession session, AttemptId attempt) =>
        await session.ScalarAsync<long>($"SELECT count(*) WHERE {Holds(session)}", Activity(attempt), Number(attempt)) == 1;

    /// <summary>An attempt at or below a key that may write; null: none.</summary>
    public static ValueTask<AttemptId?> AnyUnderAsync(SqlSession session, string key) =>
        session.SingleAsync($"SELECT key, fence FROM grain_state WHERE kind = 'activity' AND fence IS NOT NULL AND {KeyRange.Condition("key")} ORDER BY key LIMIT 1",
            row => new AttemptId(row.GetString(0), row.GetInt32(1)), KeyRange.Under(key));

    /// <summary>The parameter <c>$activity</c>.</summary>
    public static (string, object?) Activity(AttemptId attempt) => ("$activity", attempt.Activity);

    /// <summary>The parameter <c>$attempt</c>.</summary>
    public static (string, object?) Number(AttemptId attempt) => ("$attempt", attempt.Number);
}
