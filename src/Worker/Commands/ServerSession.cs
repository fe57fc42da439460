using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Commands;

/// <summary>The program as a server, from its start to its end: ready, calls, stop.</summary>
internal sealed class ServerSession(ServerAddress address, ProcessSpec spec, JobContext context)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Time between asking the server to end and killing it, once it has answered.</summary>
    public TimeSpan Farewell { get; init; } = context.Job.Grace;

    /// <summary>Runs it, and calls it when it is ready.</summary>
    /// <param name="talk">Makes the calls; gives what comes of them.</param>
    /// <exception cref="JobFailure">It ended by itself, was not ready in time, or did not answer.</exception>
    public async Task<T> RunAsync<T>(Func<ServerClient, CancellationToken, Task<T>> talk)
        where T : class
    {
        using var ended = new CancellationTokenSource();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(context.Control.Interrupt);
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(context.Control.Tokens.Kill);
        var running = RunProgramAsync(new StopTokens(interrupt.Token, kill.Token), ended);
        ProcessExit exit;
        T? answer = null;
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt.Token, ended.Token);
            using var http = await ReadyAsync(stop.Token);
            answer = await talk(http, stop.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !context.Control.Interrupt.IsCancellationRequested)
        {
            // Told below, with how it ended.
        }
        finally
        {
            await interrupt.CancelAsync();
            kill.CancelAfter(answer is not null && Farewell < context.Job.Grace ? Farewell : context.Job.Grace);
            exit = await running;
        }
        return answer ?? throw CommandExecutor.Ended(spec.Program, exit);
    }

    private async Task<ProcessExit> RunProgramAsync(StopTokens stop, CancellationTokenSource ended)
    {
        try
        {
            return await ProcessRunner.RunAsync(spec, stop);
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private async Task<ServerClient> ReadyAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(address.ReadyTimeout);
        var last = "nothing listens there";
        ServerClient? http = null;
        try
        {
            while (true)
            {
                try
                {
                    http ??= address.Port() is { } port ? new ServerClient(port) : null;
                    if (http is not null)
                    {
                        var (status, _) = await http.SendAsync(new ServerCall { Method = "GET", Path = address.ReadyPath }, limit.Token);
                        if (status == 200)
                        {
                            return http;
                        }
                        last = $"it answers {status}";
                    }
                }
                catch (HttpRequestException e)
                {
                    last = e.Message;
                }
                await Task.Delay(Pause, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            http?.Dispose();
            throw new JobFailure(ReasonCode.JobFailed,
                $"The server was not ready within {address.ReadyTimeout.TotalSeconds:0} s: GET {address.ReadyPath} at port {address.Port()?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(unknown)"}: {last}.", tail: 12);
        }
        catch
        {
            http?.Dispose();
            throw;
        }
    }
}
