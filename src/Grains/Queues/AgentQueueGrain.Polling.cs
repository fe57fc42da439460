using Actors.Contracts.Agents;
using Actors.Scheduling.Queues;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Queues;

/// <summary>The polls: one waits for work, a newer one takes its place.</summary>
internal sealed partial class AgentQueueGrain
{
    private readonly PollSignal _signal = new();

    public async Task<PollResponse> PollAsync(PollRequest request, CancellationToken cancellationToken = default)
    {
        var began = clock.GetTimestamp();
        AttemptCheck.Require(Key, request.Held);
        await Host.SendAsync(new QueueEvent.Configure(await ConfiguredSlotsAsync(cancellationToken) ?? 0));
        var signal = _signal.Listen(Host.State.Epoch, request.Epoch, request.Number);
        var answer = (QueueReply.Poll)await Host.SendAsync(new QueueEvent.PollStarted(request.Epoch, request.Number, request.FreeSlots, request.Held, request.Report));
        if (answer.Session == SessionStatus.Live && !answer.IsDone)
        {
            answer = await WaitAsync(request, signal, cancellationToken);
        }

        if (answer.Session == SessionStatus.Live)
        {
            QueueMetrics.Polled(Key.Value, clock.GetElapsedTime(began));
        }

        return new()
        {
            Session = answer.Session,
            Leases = await _effects!.LeasesOfAsync(answer.Leases, request.Epoch, Host.State.Memory.Held.Keys),
            Cancels = answer.Cancels,
            Over = answer.Over,
            Slots = answer.Slots,
        };
    }

    private async Task<QueueReply.Poll> WaitAsync(PollRequest request, Task signal, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + services.Options.Value.PollWait;
        while (true)
        {
            var left = end - clock.GetUtcNow();
            var final = left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested;
            if (!final)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(signal, Task.Delay(left, clock, stop.Token));
                await stop.CancelAsync();
                signal = _signal.Listen(Host.State.Epoch, request.Epoch, request.Number);
            }

            var answer = (QueueReply.Poll)await Host.SendAsync(new QueueEvent.PollCollected(request.Epoch, request.Number, final));
            if (answer.IsDone)
            {
                return answer;
            }
        }
    }

    private RegisterResponse Refuse(string? refusal, bool retry)
    {
        if (refusal != _refusal)
        {
            _refusal = refusal;
            LogRefused(retry ? LogLevel.Information : LogLevel.Warning, Key.Value, refusal);
        }

        return new() { Accepted = false, Refusal = refusal, Retry = retry };
    }
}
