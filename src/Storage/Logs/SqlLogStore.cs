using System.Globalization;
using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.Logs;

/// <summary>Logs of attempts, in chunks. A log that reaches its limit ends with one mark that says so.</summary>
internal sealed class SqlLogStore(SqlDatabase database, StorageOptions options) : ILogStore
{
    private const int ChunkBytes = 256 * 1024;

    private sealed record Head(long Id, long Wanted, long Length, bool Full);

    public Task<LogAppend> AppendAsync(AttemptId attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return database.WriteInTurnAsync(Turn(attempt), async session =>
        {
            var head = await FindAsync(session, attempt, session.ForUpdate);
            var wanted = head?.Wanted ?? 0;
            if (!await Fence.AllowsAsync(session, attempt)) return new LogAppend(false, wanted, head?.Full ?? false);
            var fresh = offset > wanted || offset + bytes.Length <= wanted ? default : bytes[(int)(wanted - offset)..];
            if (fresh.IsEmpty) return new LogAppend(true, wanted, head?.Full ?? false);
            head ??= await CreateAsync(session, attempt);
            return new LogAppend(true, wanted + fresh.Length, await WriteAsync(session, attempt, head, wanted + fresh.Length, fresh));
        }, cancellationToken);
    }

    public Task<bool> AddAsync(AttemptId attempt, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(attempt), async session =>
        {
            if (!await Fence.AllowsAsync(session, attempt)) return false;
            if (bytes.IsEmpty) return true;
            var head = await FindAsync(session, attempt, session.ForUpdate) ?? await CreateAsync(session, attempt);
            await WriteAsync(session, attempt, head, head.Wanted, bytes);
            return true;
        }, cancellationToken);

    public Task<LogSlice> ReadAsync(AttemptId attempt, long offset, int maxBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        return database.ReadAsync(async session =>
        {
            if (await FindAsync(session, attempt, "") is not { } head) return new LogSlice(0, default, 0);
            var start = Math.Clamp(offset < 0 ? head.Length + offset : offset, 0, head.Length);
            var end = Math.Min(head.Length, start + maxBytes);
            // The chunk that the first byte is in starts before it.
            var chunks = await session.QueryAsync("""
                SELECT start, bytes FROM log_chunk WHERE log = $log AND start < $end
                    AND start >= (SELECT coalesce(max(start), 0) FROM log_chunk WHERE log = $log AND start <= $start) ORDER BY start
                """, row => (Start: row.GetInt64(0), Bytes: row.GetFieldValue<byte[]>(1)), ("$log", head.Id), ("$start", start), ("$end", end));
            var bytes = new byte[end - start];
            foreach (var chunk in chunks)
            {
                var from = Math.Max(start, chunk.Start);
                var to = Math.Min(end, chunk.Start + chunk.Bytes.Length);
                if (from < to) chunk.Bytes.AsSpan((int)(from - chunk.Start), (int)(to - from)).CopyTo(bytes.AsSpan((int)(from - start)));
            }
            return new LogSlice(start, bytes, head.Length) { Full = head.Full };
        }, cancellationToken);
    }

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync($"DELETE FROM log WHERE {KeyRange.Condition("activity")}", KeyRange.Under(key)), cancellationToken);

    private static ValueTask<Head?> FindAsync(SqlSession session, AttemptId attempt, string locking) => session.SingleAsync(
        $"SELECT id, wanted, length, \"full\" FROM log WHERE activity = $activity AND attempt = $attempt{locking}",
        row => new Head(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3) != 0), Fence.Activity(attempt), Fence.Number(attempt));

    private static async ValueTask<Head> CreateAsync(SqlSession session, AttemptId attempt) => new(await session.ScalarAsync<long>(
        $"INSERT INTO log(activity, attempt, wanted, length, \"full\") SELECT $activity, $attempt, 0, 0, 0 WHERE {Fence.Holds(session)} RETURNING id",
        Fence.Activity(attempt), Fence.Number(attempt)), 0, 0, false);

    /// <summary>Writes what there is room for, and how much the worker has sent by now; returns whether the log is full.</summary>
    private async ValueTask<bool> WriteAsync(SqlSession session, AttemptId attempt, Head head, long wanted, ReadOnlyMemory<byte> bytes)
    {
        var room = head.Full ? 0 : (int)Math.Min(bytes.Length, options.LogBytes - head.Length);
        var length = await WriteAsync(session, attempt, head.Id, head.Length, bytes[..room]);
        var full = head.Full || room < bytes.Length;
        if (full && !head.Full) length = await WriteAsync(session, attempt, head.Id, length, Mark());
        await session.RunAsync($"UPDATE log SET wanted = $wanted, length = $length, \"full\" = $full WHERE id = $id AND {Fence.Holds(session)}",
            ("$id", head.Id), ("$wanted", wanted), ("$length", length), ("$full", full ? 1L : 0L), Fence.Activity(attempt), Fence.Number(attempt));
        return full;
    }

    private static async ValueTask<long> WriteAsync(SqlSession session, AttemptId attempt, long log, long start, ReadOnlyMemory<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(ChunkBytes, bytes.Length)..])
        {
            var chunk = bytes[..Math.Min(ChunkBytes, bytes.Length)].ToArray();
            await session.RunAsync($"INSERT INTO log_chunk(log, start, bytes) SELECT $log, $start, $bytes WHERE {Fence.Holds(session)}",
                ("$log", log), ("$start", start), ("$bytes", chunk), Fence.Activity(attempt), Fence.Number(attempt));
            start += chunk.Length;
        }
        return start;
    }

    private static string Turn(AttemptId attempt) => $"log {attempt}";

    private byte[] Mark() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"\n[The log is longer than its limit of {options.LogBytes} bytes; the rest was dropped.]\n"));
}
