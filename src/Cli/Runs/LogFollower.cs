using System.Net;
using System.Text;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Prints the log of one activity.</summary>
internal sealed class LogFollower(Invocation invocation, RunTarget target, ActivityDocument activity, int? fixedAttempt)
{
    private readonly LogReader _reader = new(invocation.Api, target);
    private ActivityDocument _activity = activity;
    private Decoder _decoder = Encoding.UTF8.GetDecoder();
    private int _attempt;
    private long _offset;

    /// <summary>Prints what is there and, when it is to follow, what comes until the activity has ended, through all its attempts.</summary>
    /// <param name="follow">Whether to go on.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>A task.</returns>
    public async Task PrintAsync(bool follow, CancellationToken cancellation)
    {
        while (true)
        {
            // The log is read after the state: what an ended activity wrote is all there.
            var ended = await PrintWhatIsThereAsync(cancellation);
            if (!follow || IsOver(_activity.Status.State) || (ended && fixedAttempt is not null))
            {
                return;
            }

            await Task.Delay(RunWatcher.Interval, invocation.Host.Time, cancellation);
            _activity = (await ActivityList.ReadAsync(invocation.Api, target, cancellation))
                .FirstOrDefault(other => other.Metadata.Name == _activity.Metadata.Name) ?? _activity;
        }
    }

    private static bool IsOver(ActivityStatus state) =>
        state is ActivityStatus.Succeeded or ActivityStatus.Failed or ActivityStatus.Cancelled or ActivityStatus.Skipped;

    private async Task<bool> PrintWhatIsThereAsync(CancellationToken cancellation)
    {
        var latest = fixedAttempt ?? _activity.Status.Attempt;
        if (latest == 0)
        {
            return false;
        }

        if (latest != _attempt)
        {
            if (_attempt > 0)
            {
                invocation.Printer.Line($"==> {_activity.Metadata.Name}, attempt {latest} <==");
            }

            (_attempt, _offset, _decoder) = (latest, 0, Encoding.UTF8.GetDecoder());
        }

        while (true)
        {
            LogPiece piece;
            try
            {
                piece = await _reader.ReadAsync(_activity.Metadata.Name, _attempt, _offset, cancellation);
            }
            catch (ApiException exception) when (exception.Status == HttpStatusCode.NotFound && fixedAttempt is null)
            {
                // The worker of this attempt has written nothing yet.
                return false;
            }

            if (piece.Bytes.Length == 0)
            {
                await invocation.Host.Out.FlushAsync(cancellation);
                return piece.Ended;
            }

            _offset = piece.Next;
            var text = new char[Encoding.UTF8.GetMaxCharCount(piece.Bytes.Length)];
            var length = _decoder.GetChars(piece.Bytes, text, flush: false);
            if (invocation.Host.IsTerminal)
            {
                DisplayText.MakeVisible(text.AsSpan(0, length));
            }

            await invocation.Host.Out.WriteAsync(text.AsMemory(0, length), cancellation);
        }
    }
}
