using Actors.Grains.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Environments;

/// <content>Runs start, or wait their turn.</content>
internal sealed partial class EnvironmentGrain
{
    private string? _lastRun;

    public async Task<RunAnswer> StartRunAsync(RunRequest request)
    {
        // Before anything is planned: a repeated request gets its run, whatever the documents say by now.
        if (RunMachine.RunOf(Host.State, request.IdempotencyKey) is { } known)
        {
            if (EnvironmentPlanner.KindOf(request.Kind) is { } asked && RunMachine.KeyTaken(Host.State, request.IdempotencyKey, asked) is { } taken)
            {
                return new() { Code = RunAnswerCode.Conflict, Message = taken };
            }

            return new() { Code = RunAnswerCode.Accepted, Run = known, Position = RunMachine.PositionOf(Host.State, known) };
        }

        if (EnvironmentPlanner.KindOf(request.Kind) is not { } kind)
        {
            return EnvironmentPlanner.UnknownKind(request.Kind);
        }

        if (request.Queue && RunMachine.IsBusy(Host.State))
        {
            return await EnqueueAsync(request, kind);
        }

        var id = storage.State.Id ?? Ulid.NewUlid().ToString();
        var run = NextRun();
        using var span = RunSpans.Starting(Key.Value, run, request.Kind, request.Trace);
        var planned = await _planner!.PlanAsync(kind, id, run, request.Payload);
        if (planned.Refusal is { } refusal)
        {
            span.Fail(refusal.Code.ToString());
            return refusal;
        }

        _starting[run] = new(id, planned.Plan!.StaticOutputs, planned.Launch);
        try
        {
            var reply = await Host.SendAsync(new RunEvent.Start(run, planned.Plan.RunKind, request.IdempotencyKey, EnvironmentPlanning.NodesOf(planned.Plan), span?.Id));
            if (reply is not { Ok: true, Existing: false })
            {
                span.Forget();
                await services.Runs.DeleteUnderAsync(Key.Child(run).Value, CancellationToken.None);
            }
            else
            {
                LogStarted(Key.Value, run, request.Kind, request.RequestedBy);
            }

            // Another one was faster.
            return request.Queue && reply.Refusal == RunRefusal.Busy ? await EnqueueAsync(request, kind) : ToAnswer(reply);
        }
        finally
        {
            _starting.Remove(run);
        }
    }

    private async Task<RunAnswer> EnqueueAsync(RunRequest request, RunKind kind)
    {
        var reply = await Host.SendAsync(new RunEvent.Enqueue(NextRun(), kind, request.IdempotencyKey, request.RequestedBy, request.Trace, request.Payload));
        if (reply is { Ok: true, Existing: false })
        {
            LogQueued(Key.Value, reply.Run!, request.Kind, request.RequestedBy);
        }

        return ToAnswer(reply) with { Position = RunMachine.PositionOf(Host.State, reply.Run) };
    }

    // The last one that was given out, too: what it stands for may still be on its way into the state.
    private string NextRun() => _lastRun = RunIds.After([_lastRun, Host.State.Current?.Id, .. Host.State.Queue.Select(waiting => waiting.Run)], clock.GetUtcNow());

    [LoggerMessage(Level = LogLevel.Information, Message = "{Environment}: run {Run} ({Kind}) started, asked for by {RequestedBy}")]
    private partial void LogStarted(string environment, string run, string kind, string requestedBy);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Environment}: run {Run} ({Kind}) waits its turn, asked for by {RequestedBy}")]
    private partial void LogQueued(string environment, string run, string kind, string requestedBy);
}
