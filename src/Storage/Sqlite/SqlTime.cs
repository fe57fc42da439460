using Microsoft.Data.Sqlite;

namespace Actors.Storage.Sqlite;

/// <summary>Times are stored as UTC ticks: exact, and ordered by number.</summary>
internal static class SqlTime
{
    public static DateTimeOffset At(SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static long Now(this TimeProvider clock) => clock.GetUtcNow().UtcTicks;
}
