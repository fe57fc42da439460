using System.Runtime.InteropServices;
using Actors.Cli.Hosting;

namespace Actors.Cli.Clusters;

/// <summary>Starts the silos, keeps to them until it is interrupted, and leaves none behind.</summary>
/// <param name="host">The host.</param>
/// <param name="settings">What the silos have in common.</param>
/// <param name="program">The silo's program.</param>
/// <param name="plans">The silos.</param>
internal sealed class ClusterRunner(CliHost host, ClusterSettings settings, string program, IReadOnlyList<SiloPlan> plans)
{
    private readonly ClusterOutput _output = new(host);
    private readonly Lock _lock = new();
    private TaskCompletionSource _enter = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether somebody can press Enter. Ends with the standard input.</summary>
    private bool _canAsk = true;

    /// <summary>Runs the cluster.</summary>
    /// <param name="cancellation">Ctrl-C: stops the silos in good order.</param>
    /// <returns>0 when it was interrupted and all silos have ended in good order.</returns>
    /// <exception cref="CliException">A silo could not be started.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        var silos = plans.Select(plan => new ClusterSilo(host, settings, program, plan, _output)).ToList();
        // The second Ctrl-C.
        host.InterruptedAgain = () => silos.ForEach(silo => silo.Kill());
        try
        {
            // The first makes the store and the token; the others find them.
            await silos[0].StartAsync(stop.Token);
            await Task.WhenAll(silos.Skip(1).Select(silo => silo.StartAsync(stop.Token)));
            _output.Say($"The cluster of {silos.Count} is up, data in {settings.Folder}. Ctrl-C stops it.");
            _ = Task.Run(ReadEnterAsync, CancellationToken.None);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            var keeping = silos.Select(silo => KeepAsync(silo, silos, ending)).ToList();
            await Task.WhenAll(keeping);
            return await StopAsync(silos) && stop.IsCancellationRequested ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await StopAsync(silos) ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (CliException)
        {
            await StopAsync(silos);
            throw;
        }
        finally
        {
            host.InterruptedAgain = null;
            silos.ForEach(silo => silo.Dispose());
        }
    }

    /// <summary>Says when a silo ends, and starts it again: at once, or when somebody presses Enter.</summary>
    private async Task KeepAsync(ClusterSilo silo, List<ClusterSilo> silos, CancellationTokenSource stop)
    {
        var lives = new RestartPace(host.Time);
        while (!stop.IsCancellationRequested)
        {
            await Task.WhenAny(silo.Ended, Task.Delay(Timeout.InfiniteTimeSpan, stop.Token));
            if (stop.IsCancellationRequested)
            {
                return;
            }

            var others = silos.Count(other => other.IsAlive);
            _output.Say($"{silo.Name} (pid {silo.Pid}) has ended {silo.End}. {Others(others)}{WhatNext(lives)}");
            try
            {
                if (settings.Restart)
                {
                    await Task.Delay(lives.NextPause(), host.Time, stop.Token);
                }
                else if (!await EnterAsync(stop.Token))
                {
                    if (silos.All(other => !other.IsAlive))
                    {
                        await stop.CancelAsync();
                    }

                    return;
                }

                await silo.StartAsync(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (CliException e)
            {
                _output.Say(e.Message);
            }
        }
    }

    private static string Others(int count) => count switch
    {
        0 => "No other is left.",
        1 => "The other one goes on.",
        _ => $"The other {count} go on.",
    };

    private string WhatNext(RestartPace lives) => settings.Restart ? $" It is started again in {lives.Pause.TotalSeconds:0} s."
        : _canAsk ? " Press Enter to start it again." : "";

    /// <summary>Waits for Enter; false when there is nobody to press it.</summary>
    private async Task<bool> EnterAsync(CancellationToken cancellation)
    {
        Task pressed;
        lock (_lock)
        {
            pressed = _enter.Task;
        }

        await pressed.WaitAsync(cancellation);
        return _canAsk;
    }

    private async Task ReadEnterAsync()
    {
        while (await host.In.ReadLineAsync(CancellationToken.None) is not null)
        {
            lock (_lock)
            {
                _enter.TrySetResult();
                _enter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        lock (_lock)
        {
            _canAsk = false;
            _enter.TrySetResult();
        }
    }

    private async Task<bool> StopAsync(List<ClusterSilo> silos)
    {
        var living = silos.Where(silo => silo.IsAlive).ToList();
        if (living.Count == 0)
        {
            return true;
        }

        _output.Say($"Stopping {string.Join(", ", living.Select(silo => silo.Name))} and {(living.Count == 1 ? "its" : "their")} workers. Ctrl-C ends them at once.");
        // One after the other: agents move to those that are left, and the last one stops the workers.
        foreach (var silo in living)
        {
            silo.Stop();
            await silo.Ended;
            _output.Say($"{silo.Name} (pid {silo.Pid}) has ended {silo.End}.");
        }

        var well = living.All(silo => silo.EndedWell);
        _output.Say(well ? "The cluster has ended; the next 'cluster up' with the same data goes on from here." : "The cluster has ended; workers may be left, which the next 'cluster up' with the same data finds.");
        return well;
    }
}
