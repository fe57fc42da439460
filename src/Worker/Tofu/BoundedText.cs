using System.Text;

namespace Actors.Worker.Tofu;

/// <summary>Keeps what is printed, up to a limit.</summary>
/// <param name="max">The limit in bytes.</param>
internal sealed class BoundedText(int max) : IDisposable
{
    private static readonly byte[] Mark = Encoding.UTF8.GetBytes("[truncated]\n");
    private readonly MemoryStream _bytes = new();
    private bool _truncated;

    /// <summary>Takes output.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var free = max - (int)_bytes.Length;
        _truncated |= bytes.Length > free;
        _bytes.Write(bytes[..Math.Min(bytes.Length, free)]);
    }

    /// <summary>What was printed, no more than the limit; the end says so when some of it was dropped.</summary>
    public override string ToString()
    {
        var text = _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
        return Encoding.UTF8.GetString(_truncated ? Marked(text, max) : text);
    }

    /// <summary>A text, no longer than a limit in bytes; the end says so when some of it was dropped.</summary>
    public static byte[] Cut(byte[] text, int max) => text.Length > max ? Marked(text, max) : text;

    // Whole lines only: half a secret would not be found by whoever masks it, and half a letter is none.
    private static byte[] Marked(ReadOnlySpan<byte> text, int max)
    {
        var kept = text[..Math.Min(text.Length, max - Mark.Length)];
        return [.. kept[..(kept.LastIndexOf((byte)'\n') + 1)], .. Mark];
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();
}
