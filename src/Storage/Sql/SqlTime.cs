using System.Data.Common;

namespace Actors.Storage.Sql;

/// <summary>Times are stored as UTC ticks: exact, and ordered by number.</summary>
internal static class SqlTime
{
    public static DateTimeOffset At(DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static long Now(this TimeProvider clock) => clock.GetUtcNow().UtcTicks;
}
