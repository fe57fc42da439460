using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Prints the log of one activity while it is written, through all its attempts, until the activity has ended. A connection that breaks (a restart) is made again, and goes on where it was.</summary>
/// <param name="invocation">The call.</param>
/// <param name="target">The run.</param>
/// <param name="activity">Id of the activity.</param>
/// <param name="only">The attempt to follow; null for all.</param>
internal sealed class LogFollower(Invocation invocation, RunTarget target, string activity, int? only)
{
    /// <summary>A server that sends nothing for so long is gone; it sends a heartbeat every 15 s.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private string? _lastEventId;
    private string? _waits;

    /// <summary>Prints until the end.</summary>
    /// <exception cref="ApiException">The server refused.</exception>
    /// <exception cref="UnreachableException">The server was away for too long.</exception>
    public async Task PrintAsync(CancellationToken cancellation)
    {
        var time = invocation.Host.Time;
        var heardAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await ReadAsync(() => heardAt = time.GetTimestamp(), cancellation))
                {
                    return;
                }
            }
            catch (Exception exception) when (IsTransient(exception, cancellation) && time.GetElapsedTime(heardAt) < RunWatcher.Patience)
            {
                // The connection broke. What was printed is known by the id of its last event.
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                throw new UnreachableException(invocation.Server, exception.Message);
            }

            await Task.Delay(RunWatcher.Interval, time, cancellation);
        }
    }

    private static bool IsTransient(Exception exception, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && exception is IOException or OperationCanceledException or UnreachableException or ApiException { IsTransient: true };

    /// <summary>Reads one connection.</summary>
    /// <returns>Whether the activity has ended.</returns>
    private async Task<bool> ReadAsync(Action heard, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(Silence);
        using var response = await invocation.Api.OpenEventsAsync(ApiPaths.LogEvents(target.Project, target.Environment, activity, target.Run.Length > 0 ? target.Run : null, only), _lastEventId, silence.Token);
        if (response is null)
        {
            return true;
        }

        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        var events = SseParser.Create(body);
        await foreach (var item in events.EnumerateAsync(silence.Token))
        {
            silence.CancelAfter(Silence);
            heard();
            await TakeAsync(item.EventType, ApiClient.Read(Json(item.Data), ApiJson.Default.LogEventData), cancellation);
            _lastEventId = events.LastEventId.Length > 0 ? events.LastEventId : _lastEventId;
            if (item.EventType == LogEvents.End)
            {
                return true;
            }
        }

        return false;
    }

    private static JsonNode? Json(string data)
    {
        try
        {
            return JsonNode.Parse(data);
        }
        catch (JsonException)
        {
            // Not from our server; said by whoever reads it.
            return null;
        }
    }

    private async Task TakeAsync(string type, LogEventData data, CancellationToken cancellation)
    {
        var host = invocation.Host;
        switch (type)
        {
            case LogEvents.Attempt when data.Attempt > 1:
                invocation.Printer.Line($"==> {activity}, attempt {data.Attempt} <==");
                break;
            case LogEvents.Log:
                var text = (data.Text ?? "").ToCharArray();
                if (host.IsTerminal)
                {
                    DisplayText.MakeVisible(text);
                }

                await host.Out.WriteAsync(text.AsMemory(), cancellation);
                await host.Out.FlushAsync(cancellation);
                break;
            case LogEvents.Truncated:
                await host.Error.WriteLineAsync(DisplayText.Clean($"{activity}, attempt {data.Attempt}: {data.Message}").AsMemory(), cancellation);
                break;
            case LogEvents.Status when data is { State: not (ActivityStatus.Succeeded or ActivityStatus.Failed or ActivityStatus.Cancelled or ActivityStatus.Skipped) }:
                await SayWhyAsync(data, cancellation);
                break;
            default:
                break;
        }
    }

    // Nothing comes while it waits: so it says why.
    private async Task SayWhyAsync(LogEventData data, CancellationToken cancellation)
    {
        var why = data.Reason is { } reason and not ReasonCode.None ? $"{activity} {data.State}: {reason}{(data.Message is { Length: > 0 } message ? $": {message}" : "")}" : null;
        if (why is not null && why != _waits)
        {
            await invocation.Host.Error.WriteLineAsync(DisplayText.Clean(why).AsMemory(), cancellation);
        }

        _waits = why;
    }
}
