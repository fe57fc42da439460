using System.Collections.Concurrent;
using System.Globalization;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>Looks at containers, and says what their state means.</summary>
internal sealed class ContainerInspector(DockerConnection connection, ContainerLabels labels, EngineFacts facts, StopOrders orders, ContainerLog log, TimeProvider time)
{
    /// <summary>How long a container may be created and not started before whoever created it counts as gone.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private const int InitWords = 1024;
    private const int Killed = 137;

    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, bool> _starting = new();
    private readonly ConcurrentDictionary<string, bool> _outOfMemory = new();
    private readonly ConcurrentDictionary<string, bool> _looked = new();

    /// <summary>The engine's description of a container, by name or id; null when there is none.</summary>
    public async Task<ContainerInspectResponse?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        try
        {
            return await client.Containers.InspectContainerAsync(name, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a container is this agent's.</summary>
    public bool IsOwn(ContainerInspectResponse container) => labels.TryRead(Name(container), container.Config?.Labels, out _);

    /// <summary>Looks at one container; null when there is none, or it is not this agent's.</summary>
    public async Task<SeenContainer?> LookAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) is { } container ? await ReadAsync(container, true, cancellationToken) : null;

    /// <summary>This agent is about to start a container of that name, until the answer is disposed.</summary>
    public IDisposable Starting(string name)
    {
        _starting[name] = true;
        return new Mark(() => _starting.TryRemove(name, out _));
    }

    /// <summary>This agent has started a container: nobody has ordered its end before.</summary>
    public void Started(string id) => _looked[id] = true;

    /// <summary>The engine told that a process of the container was ended for memory; its state does not always say so.</summary>
    public void OutOfMemory(string id) => _outOfMemory[id] = true;

    /// <summary>Forgets a container that is gone.</summary>
    public void Forget(string id)
    {
        _outOfMemory.TryRemove(id, out _);
        _looked.TryRemove(id, out _);
        orders.Forget(id);
    }

    private async Task<SeenContainer?> ReadAsync(ContainerInspectResponse container, bool again, CancellationToken cancellationToken)
    {
        if (!labels.TryRead(Name(container), container.Config?.Labels, out var attempt) || container.State is not { } state)
            return null;
        var worker = new WorkerObservation { Attempt = attempt, Worker = Name(container), Phase = WorkerPhase.Running };
        var started = Time(state.StartedAt);
        if (state.Running || state.Paused || state.Restarting)
        {
            // An earlier agent may have ordered its end.
            if (!_looked.ContainsKey(container.ID))
            {
                await orders.FindAsync(container.ID, cancellationToken);
                _looked[container.ID] = true;
            }

            return new(container.ID, state.Paused ? worker with { Message = "Somebody has paused the container." } : worker, started + ContainerLabels.Deadline(container.Config!.Labels));
        }

        if (started is null)
            return new(container.ID, await UnstartedAsync(container, state, worker, cancellationToken), null);
        var verdict = await JudgeAsync(container.ID, state, cancellationToken);
        var end = verdict.Describe(worker);
        if (!again || end.Reason != ReasonCode.WorkerLost || verdict.Code != Killed || Time(state.FinishedAt) < await facts.NowAsync(cancellationToken) - SecondLook)
            return new(container.ID, end, null);

        // Killed just now, and not by us: the reason may be about to be told, or the container about to be removed.
        await Task.Delay(SecondLook, time, cancellationToken);
        return await FindAsync(container.ID, cancellationToken) is { } later ? await ReadAsync(later, false, cancellationToken) : null;
    }

    private async Task<WorkerObservation> UnstartedAsync(ContainerInspectResponse container, State state, WorkerObservation worker, CancellationToken cancellationToken)
    {
        if (state.Error is { Length: > 0 } || state.ExitCode != 0)
            return worker with { Phase = WorkerPhase.Ended, Reason = ReasonCode.StartError, Message = EngineWords.Cut(state.Error ?? $"The engine could not start it (code {state.ExitCode}).") };
        if (_starting.ContainsKey(worker.Worker) || await facts.NowAsync(cancellationToken) - container.Created.ToUniversalTime() < StartLimit)
            return worker with { Phase = WorkerPhase.Pending };
        return await orders.FindAsync(container.ID, cancellationToken) is { } order
            ? worker with { Phase = WorkerPhase.Ended, Reason = order.Reason, Message = "The worker was asked to end before it was started." }
            : worker with { Phase = WorkerPhase.Ended, Reason = ReasonCode.AgentLost, Message = "The container was created but not started: the agent ended in between." };
    }

    private async Task<ContainerVerdict> JudgeAsync(string id, State state, CancellationToken cancellationToken) => new()
    {
        Code = state.ExitCode,
        OutOfMemory = state.OOMKilled || _outOfMemory.ContainsKey(id),
        Stop = state.ExitCode == 0 ? null : await orders.FindAsync(id, cancellationToken),
        InitFailure = ContainerVerdict.IsInitFailure(state.ExitCode) ? await InitFailureAsync(id, cancellationToken) : null,
    };

    // The engine's init is what the engine starts; that the program behind it cannot be executed stands in the output.
    private async Task<string?> InitFailureAsync(string id, CancellationToken cancellationToken)
    {
        var words = (await log.TailAsync(id, InitWords, cancellationToken)).Trim();
        return words.StartsWith("[FATAL tini", StringComparison.Ordinal) && words.Contains(" exec ", StringComparison.Ordinal) ? words : null;
    }

    private static string Name(ContainerInspectResponse container) => container.Name.TrimStart('/');

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;

    private sealed class Mark(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
