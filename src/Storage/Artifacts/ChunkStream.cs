using Actors.Storage.Sql;

namespace Actors.Storage.Artifacts;

/// <summary>Reads the chunks of an artifact one by one, each in a transaction of its own: a slow reader keeps neither a connection nor more than a chunk.</summary>
internal sealed class ChunkStream(SqlDatabase database, long content, long length, string what) : Stream
{
    private sealed record Chunk(long Start, byte[] Bytes);

    private Chunk _chunk = new(0, []);
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty) return 0;
        if (_position < _chunk.Start || _position >= _chunk.Start + _chunk.Bytes.Length) _chunk = await LoadAsync(cancellationToken);
        var rest = _chunk.Bytes.AsMemory((int)(_position - _chunk.Start));
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + (origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => length });

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("An artifact is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An artifact is read only.");

    private async Task<Chunk> LoadAsync(CancellationToken cancellationToken)
    {
        var chunk = await database.ReadAsync(session => session.SingleAsync(
            "SELECT start, bytes FROM artifact_chunk WHERE content = $content AND start <= $position ORDER BY start DESC LIMIT 1",
            row => new Chunk(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), ("$content", content), ("$position", _position)), cancellationToken);
        return chunk is not null && _position < chunk.Start + chunk.Bytes.Length ? chunk : throw new IOException($"{what} was replaced or deleted long ago; what was being read is gone.");
    }
}
