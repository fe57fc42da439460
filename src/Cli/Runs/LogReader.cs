using System.Text;
using Actors.Cli.Api;

namespace Actors.Cli.Runs;

/// <summary>Reads logs of a run piece by piece.</summary>
internal sealed class LogReader(ApiClient api, RunTarget target)
{
    private const int PieceBytes = 256 << 10;

    // A log that is larger than this is not read whole only to show its end.
    private const int MaxTailPieces = 400;

    /// <summary>Reads one piece.</summary>
    /// <param name="activity">Id of the activity.</param>
    /// <param name="attempt">Number of the attempt; null for the latest.</param>
    /// <param name="offset">Bytes before the piece.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The piece; empty when nothing is there yet.</returns>
    public Task<LogPiece> ReadAsync(string activity, int? attempt, long offset, CancellationToken cancellation)
    {
        var run = target.Run.Length > 0 ? target.Run : null;
        return api.GetLogAsync(ApiPaths.Logs(target.Project, target.Environment, activity, run, attempt, offset, PieceBytes), offset, cancellation);
    }

    /// <summary>The last lines of what is there of the latest attempt's log.</summary>
    public async Task<IReadOnlyList<string>> TailAsync(string activity, int lines, CancellationToken cancellation)
    {
        var tail = new List<byte>();
        int? attempt = null;
        long offset = 0;
        for (var i = 0; i < MaxTailPieces; i++)
        {
            var piece = await ReadAsync(activity, attempt, offset, cancellation);
            if (piece.Bytes.Length == 0)
            {
                break;
            }

            attempt ??= piece.Attempt == 0 ? null : piece.Attempt;
            offset = piece.Next;
            tail.AddRange(piece.Bytes);
            tail.RemoveRange(0, Math.Max(0, tail.Count - PieceBytes));
        }

        var all = Encoding.UTF8.GetString([.. tail]).TrimEnd('\n').Split('\n');
        return all is [""] ? [] : all[^Math.Min(lines, all.Length)..];
    }
}
