using System.Text;

namespace Actors.Worker.Tofu;

/// <summary>Keeps what is printed, up to a limit.</summary>
/// <param name="max">The limit in bytes.</param>
internal sealed class BoundedText(int max) : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private bool _truncated;

    /// <summary>Takes output.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var free = max - (int)_bytes.Length;
        _truncated |= bytes.Length > free;
        _bytes.Write(bytes[..Math.Min(bytes.Length, free)]);
    }

    /// <summary>What was printed; the end says so when some of it was dropped.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length) + (_truncated ? "\n[truncated]\n" : "");

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();
}
