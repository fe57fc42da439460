using System.Net;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>What the proxy does to a call.</summary>
public sealed record ProxyFault
{
    /// <summary>Waits before the server hears of it.</summary>
    public TimeSpan DelayBefore { get; init; }
    /// <summary>Waits between the server's answer and its passing on.</summary>
    public TimeSpan DelayAnswer { get; init; }
    /// <summary>Waits before each line.</summary>
    public TimeSpan DelayLines { get; init; }
    /// <summary>Passes no line on, and keeps the connection.</summary>
    public bool SwallowLines { get; init; }
    /// <summary>Passes half a line on, and breaks the connection.</summary>
    public bool CutInTheMiddle { get; init; }
    /// <summary>Breaks the connection; the server hears nothing.</summary>
    public bool Abort { get; init; }
    /// <summary>Answers with this; the server hears nothing.</summary>
    public HttpStatusCode? Status { get; init; }
    /// <summary>Seconds in the header Retry-After of that answer.</summary>
    public int? RetryAfter { get; init; }
    /// <summary>Answers with these lines; the server hears nothing.</summary>
    public string? Lines { get; init; }

    public bool IsOfLines => SwallowLines || CutInTheMiddle || DelayLines > TimeSpan.Zero;
}
