using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Session;

/// <summary>
/// Says that this worker lives, hears about a cancel, and fences the worker when the controller is silent: the job's processes are asked to end at half of
/// the time of silence and killed at two thirds, counted on the monotonic clock from the sending of the last call that was answered.
/// </summary>
internal sealed class Heartbeat(Func<CancellationToken, Task<HeartbeatResponse>> beat, JobControl control, TimeProvider time, TimeSpan period, TimeSpan silence)
{
    private long _answered;

    /// <summary>Beats and watches until the token stops it.</summary>
    /// <param name="opened">Timestamp of the sending of the session's opening, the first answered call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(long opened, CancellationToken cancellationToken)
    {
        _answered = opened;
        try
        {
            await Task.WhenAll(BeatAsync(cancellationToken), WatchAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The job is over.
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(period, time, cancellationToken);
            var sent = time.GetTimestamp();
            try
            {
                var answer = await beat(cancellationToken);
                Interlocked.Exchange(ref _answered, sent);
                if (answer.Cancel)
                {
                    control.Stop(StopReason.Cancelled);
                }
            }
            catch (RefusedException)
            {
                control.Refuse();
                return;
            }
            catch (Exception e) when (e is HttpRequestException or ControllerException && !cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync($"actors: no heartbeat: {e.Message}");
            }
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var quiet = time.GetElapsedTime(Interlocked.Read(ref _answered));
            if (quiet >= silence * 2 / 3)
            {
                control.Fence();
                return;
            }
            if (quiet >= silence / 2)
            {
                control.Stop(StopReason.Silence);
            }
            var next = quiet >= silence / 2 ? silence * 2 / 3 : silence / 2;
            await Task.Delay(next - quiet, time, cancellationToken);
        }
    }
}
