namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>The end of a stream of bytes.</summary>
internal static class StreamEnd
{
    /// <summary>Bytes after which reading is given up: what comes then is not the end, but near enough.</summary>
    private const long Longest = 32L << 20;

    /// <summary>The last bytes of a stream.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var kept = new byte[Math.Max(0, maxBytes)];
        var buffer = new byte[64 * 1024];
        var (size, total) = (0, 0L);
        while (total < Longest && await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            total += read;
            var fresh = buffer.AsSpan(Math.Max(0, read - kept.Length), Math.Min(read, kept.Length));
            var stay = Math.Min(size, kept.Length - fresh.Length);
            kept.AsSpan(size - stay, stay).CopyTo(kept);
            fresh.CopyTo(kept.AsSpan(stay));
            size = stay + fresh.Length;
        }

        return kept[..size];
    }
}
