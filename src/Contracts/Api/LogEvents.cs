namespace Actors.Contracts.Api;

/// <summary>Server-sent events of a log that is followed. The data of each is JSON of <see cref="LogEventData"/>.</summary>
public static class LogEvents
{
    /// <summary>Content type.</summary>
    public const string MediaType = "text/event-stream";

    /// <summary>Request header: id of the last event that was received; what follows it is sent.</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>State, reason and message of the activity, at the beginning and whenever they change.</summary>
    public const string Status = "status";

    /// <summary>The log of an attempt begins.</summary>
    public const string Attempt = "attempt";

    /// <summary>A piece of the log.</summary>
    public const string Log = "log";

    /// <summary>The log of the attempt was cut here: it had reached its limit, and the rest was dropped.</summary>
    public const string Truncated = "truncated";

    /// <summary>Nothing for a while; the connection lives.</summary>
    public const string Heartbeat = "heartbeat";

    /// <summary>The activity has ended, and all of its log was sent. The last event.</summary>
    public const string End = "end";
}
