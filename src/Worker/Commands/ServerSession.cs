using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Commands;

/// <summary>The program as a server, from its start to its end: ready, calls, stop.</summary>
internal sealed class ServerSession(ServerUse use, ProcessSpec spec, JobContext context)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs it; gives <c>{calls: [{status, body}]}</c>.</summary>
    /// <exception cref="JobFailure">It ended by itself, was not ready in time, or did not answer.</exception>
    public async Task<JsonObject> RunAsync()
    {
        using var ended = new CancellationTokenSource();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(context.Control.Interrupt);
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(context.Control.Tokens.Kill);
        var running = RunProgramAsync(new StopTokens(interrupt.Token, kill.Token), ended);
        ProcessExit exit;
        JsonArray? answers = null;
        try
        {
            using var http = new ServerClient(use.Port);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt.Token, ended.Token);
            await ReadyAsync(http, stop.Token);
            answers = [];
            foreach (var call in use.Calls)
            {
                answers.Add(await CallAsync(http, call, stop.Token));
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !context.Control.Interrupt.IsCancellationRequested)
        {
            // Told below, with how it ended.
            answers = null;
        }
        finally
        {
            await interrupt.CancelAsync();
            kill.CancelAfter(context.Job.Grace);
            exit = await running;
        }
        return answers is not null ? new JsonObject { ["calls"] = answers } : throw CommandExecutor.Ended(spec.Program, exit);
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

    private async Task ReadyAsync(ServerClient http, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(use.ReadyTimeout);
        var last = "nothing listens there";
        try
        {
            while (true)
            {
                try
                {
                    var (status, _) = await http.SendAsync(new ServerCall { Method = "GET", Path = use.ReadyPath }, limit.Token);
                    if (status == 200)
                    {
                        return;
                    }
                    last = $"it answers {status}";
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
            throw new JobFailure(ReasonCode.JobFailed, $"The server was not ready within {use.ReadyTimeout.TotalSeconds:0} s: GET {use.ReadyPath} at port {use.Port}: {last}.", tail: 12);
        }
    }

    private static async Task<JsonNode> CallAsync(ServerClient http, ServerCall call, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(call.Timeout);
        try
        {
            var (status, body) = await http.SendAsync(call, limit.Token);
            return new JsonObject { ["status"] = status, ["body"] = Parsed(body) };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new JobFailure(ReasonCode.DeadlineExceeded, $"The server did not answer {call} within {call.Timeout.TotalSeconds:0} s.", tail: 12);
        }
        catch (HttpRequestException e)
        {
            // The end of the program is told rather than the connection that it broke.
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), stop));
            stop.ThrowIfCancellationRequested();
            throw new JobFailure(ReasonCode.JobFailed, $"The server did not answer {call}: {e.Message}", tail: 12);
        }
    }

    private static JsonNode? Parsed(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
