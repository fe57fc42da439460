using System.Globalization;
using System.Net;
using Docker.DotNet;

namespace Actors.Runtimes.Docker;

/// <summary>Output of containers.</summary>
internal sealed class ContainerLog(DockerConnection connection, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The end of both streams as text, at most <paramref name="maxBytes"/> bytes; empty when there is none.</summary>
    public async Task<string> TailAsync(string id, int maxBytes, CancellationToken cancellationToken)
    {
        if (maxBytes <= 0)
            return "";
        using var limit = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var client = await connection.GetAsync(stop.Token);
        try
        {
            // A line has a byte at least, so that many lines are enough; of what is too much only the end is kept.
            var lines = maxBytes.ToString(CultureInfo.InvariantCulture);
            using var stream = await client.Containers.GetContainerLogsAsync(id, new() { ShowStdout = true, ShowStderr = true, Tail = lines }, stop.Token);
            return OutputText.Tail(await ReadEndAsync(stream, maxBytes, stop.Token), maxBytes);
        }
        catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // It is gone, or is being removed.
            return "";
        }
    }

    private static async Task<byte[]> ReadEndAsync(MultiplexedStream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var kept = new byte[maxBytes];
        var buffer = new byte[16 * 1024];
        long total = 0;
        while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { Count: > 0 } read)
        {
            for (var i = Math.Max(0, read.Count - maxBytes); i < read.Count; i++)
                kept[(int)((total + i) % maxBytes)] = buffer[i];
            total += read.Count;
        }

        if (total <= maxBytes)
            return kept[..(int)total];
        var start = (int)(total % maxBytes);
        return [.. kept[start..], .. kept[..start]];
    }
}
