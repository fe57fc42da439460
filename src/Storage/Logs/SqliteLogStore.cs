using System.Globalization;
using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Actors.Storage.Logs;

/// <summary>Logs of attempts, in chunks. A log that reaches its limit ends with one mark that says so.</summary>
internal sealed class SqliteLogStore(SqliteDatabase database, IOptions<SqliteStorageOptions> options) : ILogStore
{
    private const int ChunkBytes = 256 * 1024;

    private sealed record Head(long Id, long Wanted, long Length, bool Full);

    public Task<LogAppend> AppendAsync(AttemptId attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return database.WriteAsync(session =>
        {
            var head = Find(session, attempt);
            var wanted = head?.Wanted ?? 0;
            if (!Fence.Allows(session, attempt)) return new LogAppend(false, wanted, head?.Full ?? false);
            var fresh = offset > wanted || offset + bytes.Length <= wanted ? default : bytes[(int)(wanted - offset)..];
            if (fresh.IsEmpty) return new LogAppend(true, wanted, head?.Full ?? false);
            head ??= Create(session, attempt);
            var room = head.Full ? 0 : (int)Math.Min(fresh.Length, options.Value.LogBytes - head.Length);
            var length = Write(session, attempt, head.Id, head.Length, fresh[..room]);
            var full = head.Full || room < fresh.Length;
            if (full && !head.Full) length = Write(session, attempt, head.Id, length, Mark());
            session.Run($"UPDATE log SET wanted = $wanted, length = $length, full = $full WHERE id = $id AND {Fence.Holds}",
                ("$id", head.Id), ("$wanted", wanted + fresh.Length), ("$length", length), ("$full", full ? 1L : 0L), Fence.Activity(attempt), Fence.Number(attempt));
            return new LogAppend(true, wanted + fresh.Length, full);
        }, cancellationToken);
    }

    public Task<LogSlice> ReadAsync(AttemptId attempt, long offset, int maxBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        return database.ReadAsync(session =>
        {
            if (Find(session, attempt) is not { } head) return new LogSlice(0, default, 0);
            var start = Math.Clamp(offset < 0 ? head.Length + offset : offset, 0, head.Length);
            var end = Math.Min(head.Length, start + maxBytes);
            // The chunk that the first byte is in starts before it.
            var chunks = session.Query("""
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
            return new LogSlice(start, bytes, head.Length);
        }, cancellationToken);
    }

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Run($"DELETE FROM log WHERE {KeyRange.Condition("activity")}", KeyRange.Under(key)), cancellationToken);

    private static Head? Find(SqlSession session, AttemptId attempt) => session.Query(
        "SELECT id, wanted, length, full FROM log WHERE activity = $activity AND attempt = $attempt",
        row => new Head(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3)), Fence.Activity(attempt), Fence.Number(attempt)).SingleOrDefault();

    private static Head Create(SqlSession session, AttemptId attempt) => new(session.Scalar<long>(
        $"INSERT INTO log(activity, attempt, wanted, length, full) SELECT $activity, $attempt, 0, 0, 0 WHERE {Fence.Holds} RETURNING id",
        Fence.Activity(attempt), Fence.Number(attempt)), 0, 0, false);

    private static long Write(SqlSession session, AttemptId attempt, long log, long start, ReadOnlyMemory<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(ChunkBytes, bytes.Length)..])
        {
            var chunk = bytes[..Math.Min(ChunkBytes, bytes.Length)].ToArray();
            session.Run($"INSERT INTO log_chunk(log, start, bytes) SELECT $log, $start, $bytes WHERE {Fence.Holds}",
                ("$log", log), ("$start", start), ("$bytes", chunk), Fence.Activity(attempt), Fence.Number(attempt));
            start += chunk.Length;
        }
        return start;
    }

    private byte[] Mark() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"\n[The log is longer than its limit of {options.Value.LogBytes} bytes; the rest was dropped.]\n"));
}
