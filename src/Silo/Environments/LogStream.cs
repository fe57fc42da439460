using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;

namespace Actors.Silo.Environments;

/// <summary>
/// Follows the log of one activity through its attempts. It reads the store, wherever the log is written: after a silence of its own it looks again, at first soon, then once a second.
/// One piece is in memory at a time, and the next is read when the client has taken it.
/// </summary>
/// <param name="activity">Reads the activity.</param>
/// <param name="logs">The logs.</param>
/// <param name="clock">The clock.</param>
/// <param name="only">The attempt to follow; null: all, from the first on.</param>
internal sealed class LogStream(Func<CancellationToken, Task<ActivityView>> activity, ILogStore logs, TimeProvider clock, int? only)
{
    /// <summary>Largest piece, in bytes of the log.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>Longest time between two looks at the store, and shortest between two at the activity.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Time without an event after which a heartbeat is sent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);

    /// <summary>The events from a position on, until the activity has ended or somebody stops.</summary>
    /// <param name="sent">What was sent before.</param>
    /// <param name="view">The activity as of now.</param>
    /// <param name="stopping">Ends the events without an <see cref="LogEvents.End"/>: the client comes again, to another silo or the next one.</param>
    /// <param name="cancellationToken">Ends them at once.</param>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(LogPosition sent, ActivityView view, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var at = sent.Attempt == 0 ? new LogPosition(only ?? 1, 0) : sent with { Ended = false };
        var (begun, cut, wait) = (sent.Attempt > 0, false, ShortestWait);
        var (seenAt, sentAt) = (clock.GetTimestamp(), clock.GetTimestamp());
        ActivityView? shown = null;
        while (true)
        {
            if (shown is null || (shown.State, shown.Reason, shown.Message) != (view.State, view.Reason, view.Message))
            {
                shown = view;
                sentAt = clock.GetTimestamp();
                yield return StatusOf(LogEvents.Status, view, null);
            }

            // The log is read after the state: what an ended activity wrote is all there.
            var last = only ?? view.Attempt;
            while (at.Attempt <= last)
            {
                if (!begun)
                {
                    begun = true;
                    yield return Item(LogEvents.Attempt, new() { Attempt = at.Attempt }, at);
                }

                var isOver = at.Attempt < view.Attempt || ApiViews.IsEnded(view.State);
                var slice = await logs.ReadAsync(new AttemptId(view.Key, at.Attempt), at.Offset, PieceBytes, stop.Token);
                var isLast = slice.Offset + slice.Bytes.Length >= slice.Length;
                var whole = isLast && isOver ? slice.Bytes.Length : LogText.Whole(slice.Bytes.Span);
                if (whole > 0)
                {
                    var piece = Encoding.UTF8.GetString(slice.Bytes.Span[..whole]);
                    at = at with { Offset = slice.Offset + whole };
                    (wait, sentAt) = (ShortestWait, clock.GetTimestamp());
                    yield return Item(LogEvents.Log, new() { Attempt = at.Attempt, Offset = slice.Offset, Text = piece }, at);
                    continue;
                }

                if (slice.Full && isLast && !cut)
                {
                    cut = true;
                    yield return Item(LogEvents.Truncated, new() { Attempt = at.Attempt, Offset = at.Offset, Message = "The log had reached its limit here; the rest was dropped." }, at);
                }

                if (!isOver || at.Attempt == last)
                {
                    break;
                }

                (at, begun, cut) = (new(at.Attempt + 1, 0), false, false);
            }

            if (ApiViews.IsEnded(view.State) || only < view.Attempt)
            {
                yield return StatusOf(LogEvents.End, view, at with { Ended = true });
                yield break;
            }

            await Task.Delay(wait, clock, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                yield break;
            }

            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            if (clock.GetElapsedTime(sentAt) >= Silence)
            {
                sentAt = clock.GetTimestamp();
                yield return Item(LogEvents.Heartbeat, new() { Attempt = view.Attempt }, null);
            }

            if (clock.GetElapsedTime(seenAt) >= LongestWait)
            {
                seenAt = clock.GetTimestamp();
                view = await activity(stop.Token);
            }
        }
    }

    private static SseItem<string> StatusOf(string type, ActivityView view, LogPosition? position) =>
        Item(type, new() { Attempt = view.Attempt, State = view.State, Reason = view.Reason == ReasonCode.None ? null : view.Reason, Message = view.Message }, position);

    private static SseItem<string> Item(string type, LogEventData data, LogPosition? position) => new(JsonSerializer.Serialize(data, ApiJson.Default.LogEventData), type) { EventId = position?.ToString() };
}
