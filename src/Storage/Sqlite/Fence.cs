using Actors.Contracts.Identity;

namespace Actors.Storage.Sqlite;

/// <summary>The condition that an attempt may write: it is the one that its activity's stored state names. Part of the statement that writes.</summary>
internal static class Fence
{
    /// <summary>The condition, with the parameters <c>$activity</c> and <c>$attempt</c>.</summary>
    public const string Holds = "EXISTS(SELECT 1 FROM grain_state WHERE kind = 'activity' AND key = $activity AND fence = $attempt)";

    /// <summary>Whether the attempt may write, for what follows in the same transaction.</summary>
    public static bool Allows(SqlSession session, AttemptId attempt) =>
        session.Scalar<long>($"SELECT {Holds}", Activity(attempt), Number(attempt)) == 1;

    /// <summary>The parameter <c>$activity</c>.</summary>
    public static (string, object?) Activity(AttemptId attempt) => ("$activity", attempt.Activity);

    /// <summary>The parameter <c>$attempt</c>.</summary>
    public static (string, object?) Number(AttemptId attempt) => ("$attempt", attempt.Number);
}
