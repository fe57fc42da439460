namespace Actors.Contracts.Workers;

/// <summary>How a worker uses its program as a server: waits until it is ready, makes the calls one after the other, and stops it. All calls go to 127.0.0.1, inside of the worker.</summary>
public sealed record ServerUse
{
    /// <summary>Port that the program listens on.</summary>
    public int Port { get; init; } = 8080;
    /// <summary>Path that answers 200 to a GET once the program is ready.</summary>
    public string ReadyPath { get; init; } = "/_/ready";
    /// <summary>Longest time until it is ready.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary>The calls.</summary>
    public IReadOnlyList<ServerCall> Calls { get; init; } = [];
}
