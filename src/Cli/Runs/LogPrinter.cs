using System.Net;
using System.Text;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Prints what is there of the log of one activity.</summary>
internal static class LogPrinter
{
    /// <summary>Prints the log of an attempt.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="target">The run.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="attempt">Number of the attempt; null for the latest.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task PrintAsync(Invocation invocation, RunTarget target, ActivityDocument activity, int? attempt, CancellationToken cancellation)
    {
        var number = attempt ?? activity.Status.Attempt;
        var (reader, decoder, offset) = (new LogReader(invocation.Api, target), Encoding.UTF8.GetDecoder(), 0L);
        while (number > 0)
        {
            LogPiece piece;
            try
            {
                piece = await reader.ReadAsync(activity.Metadata.Name, number, offset, cancellation);
            }
            catch (ApiException exception) when (exception.Status == HttpStatusCode.NotFound && attempt is null)
            {
                // The worker of this attempt has written nothing yet.
                return;
            }

            if (piece.Bytes.Length == 0)
            {
                await invocation.Host.Out.FlushAsync(cancellation);
                return;
            }

            offset = piece.Next;
            var text = new char[Encoding.UTF8.GetMaxCharCount(piece.Bytes.Length)];
            var length = decoder.GetChars(piece.Bytes, text, flush: false);
            if (invocation.Host.IsTerminal)
            {
                DisplayText.MakeVisible(text.AsSpan(0, length));
            }

            await invocation.Host.Out.WriteAsync(text.AsMemory(0, length), cancellation);
        }
    }
}
