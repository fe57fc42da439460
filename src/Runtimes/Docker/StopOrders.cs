using System.Collections.Concurrent;
using System.Net;
using Actors.Contracts.Activities;
using Docker.DotNet;

namespace Actors.Runtimes.Docker;

/// <summary>Orders to end: gives them, finds those of an earlier agent, carries them out. SIGTERM once, SIGKILL when the grace is over.</summary>
internal sealed class StopOrders(DockerConnection connection, ContainerFiles files, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KillAgain = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Held> _held = new();
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The order for a container; null when there is none.</summary>
    public async Task<StopOrder?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(id, out var held))
            return held.Order;
        using (await Turn.TakeAsync(_gate, cancellationToken))
            return (await LoadAsync(id, cancellationToken))?.Order;
    }

    /// <summary>Orders a container to end; of several orders the first reason and the earliest SIGKILL hold. Running it is signalled at once.</summary>
    public async Task GiveAsync(string id, bool running, ReasonCode reason, TimeSpan grace, CancellationToken cancellationToken)
    {
        using (await Turn.TakeAsync(_gate, cancellationToken))
        {
            var now = time.GetUtcNow();
            var old = await LoadAsync(id, cancellationToken);
            if (old is not null && old.Left(time) <= grace)
            {
                if (running)
                    await CarryOutAsync(id, old, cancellationToken);
                return;
            }

            var order = old is null ? new StopOrder(reason, now + grace, grace, false) : old.Order with { KillAt = now + grace, Grace = grace };
            var held = await StoreAsync(id, order, cancellationToken);
            if (running)
                await CarryOutAsync(id, held, cancellationToken);
        }
    }

    /// <summary>Does what is due for a container that runs.</summary>
    public async Task CarryOutAsync(string id, CancellationToken cancellationToken)
    {
        if (!_held.TryGetValue(id, out var held) || (held.Order.Signalled && held.Left(time) > TimeSpan.Zero))
            return;
        using (await Turn.TakeAsync(_gate, cancellationToken))
            await CarryOutAsync(id, held, cancellationToken);
    }

    /// <summary>Time until something is due for a container; null when nothing is.</summary>
    public TimeSpan? DueIn(string id) => _held.TryGetValue(id, out var held) ? held.Order.Signalled ? held.Left(time) : TimeSpan.Zero : null;

    /// <summary>Forgets a container that is gone.</summary>
    public void Forget(string id) => _held.TryRemove(id, out _);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task CarryOutAsync(string id, Held held, CancellationToken cancellationToken)
    {
        if (!held.Order.Signalled)
        {
            await SignalAsync(id, "SIGTERM", cancellationToken);
            held = await StoreAsync(id, held.Order with { Signalled = true }, cancellationToken);
        }

        if (held.Left(time) > TimeSpan.Zero)
            return;
        await SignalAsync(id, "SIGKILL", cancellationToken);
        _held[id] = new(held.Order, time.GetTimestamp(), KillAgain);
    }

    private async Task<Held?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(id, out var held))
            return held;
        if (await files.ReadAsync(id, ContainerLayout.Stop, cancellationToken) is not { } text || StopOrder.Read(text) is not { } order)
            return null;
        return _held[id] = new(order, time.GetTimestamp(), order.Left(time.GetUtcNow()));
    }

    private async Task<Held> StoreAsync(string id, StopOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await files.PutAsync(id, WorkerArchive.OfFile(ContainerLayout.StopName, order.Write()), cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // Removed meanwhile: nothing is left to end.
        }

        return _held[id] = new(order, time.GetTimestamp(), order.Left(time.GetUtcNow()));
    }

    private async Task SignalAsync(string id, string signal, CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        try
        {
            await client.Containers.KillContainerAsync(id, new() { Signal = signal }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // Gone already.
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            // It has ended already.
        }
    }

    /// <summary>An order, and how much of its grace was left when it was stored or found here: from then on the monotonic clock counts.</summary>
    private sealed record Held(StopOrder Order, long At, TimeSpan LeftThen)
    {
        public TimeSpan Left(TimeProvider time) => LeftThen - time.GetElapsedTime(At);
    }
}
