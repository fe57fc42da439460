using System.Text;

namespace Actors.Worker.Functions.Relay;

/// <summary>What arrives on a connection: lines, then bytes. The end of the stream within either is an <see cref="EndOfStreamException"/>.</summary>
internal sealed class RelayInput(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next line, without its end.</summary>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RelayRefusal">It is longer.</exception>
    public async Task<string> LineAsync(int limit, CancellationToken cancellationToken)
    {
        using var line = new MemoryStream();
        while (true)
        {
            var there = _buffer.AsMemory(_start, _end - _start);
            var end = there.Span.IndexOf((byte)'\n');
            var count = end < 0 ? there.Length : end;
            if (line.Length + count > limit)
            {
                throw RelayRefusal.Invalid("The head of the request is too large.", 431);
            }
            line.Write(there.Span[..count]);
            _start += count;
            if (end >= 0)
            {
                _start++;
                var text = Encoding.Latin1.GetString(line.GetBuffer(), 0, (int)line.Length);
                return text is [.., '\r'] ? text[..^1] : text;
            }
            await MoreAsync(cancellationToken);
        }
    }

    /// <summary>The next bytes, as many as the target has.</summary>
    public async Task FillAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var count = Math.Min(target.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(target);
        _start += count;
        await stream.ReadExactlyAsync(target[count..], cancellationToken);
    }

    private async Task MoreAsync(CancellationToken cancellationToken)
    {
        (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellationToken));
        if (_end == 0)
        {
            throw new EndOfStreamException("The call ended before it was made.");
        }
    }
}
