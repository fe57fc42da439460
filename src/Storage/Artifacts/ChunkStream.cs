namespace Actors.Storage.Artifacts;

/// <summary>Reads an artifact chunk by chunk, and keeps no more than one.</summary>
internal abstract class ChunkStream(long length) : Stream
{
    /// <summary>Some bytes of the artifact, and where they begin.</summary>
    protected sealed record Chunk(long Start, byte[] Bytes);

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
        if (_position < _chunk.Start || _position >= _chunk.Start + _chunk.Bytes.Length) _chunk = await LoadAsync(_position, cancellationToken);
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

    /// <summary>The chunk that holds a position before the end.</summary>
    protected abstract Task<Chunk> LoadAsync(long position, CancellationToken cancellationToken);
}
