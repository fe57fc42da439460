namespace Actors.Contracts.Workers;

/// <summary>How the program of a function's image is started and reached. It is called on 127.0.0.1, inside of the worker.</summary>
public sealed record FunctionServer
{
    /// <summary>The program, by its path or its name on <c>PATH</c>, and its arguments; empty: what the image itself would start, where the engine tells, else <c>fwatchdog</c>, which images of functions start with.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
    /// <summary>Absolute folder of the image to start it in; null: that of the image, where the engine tells, or <c>/home/app</c> where images of functions have it, else the working directory.</summary>
    public string? Directory { get; init; }
    /// <summary>Port that it listens on.</summary>
    public int Port { get; init; } = 8080;
    /// <summary>Longest time until <see cref="FunctionProtocol.ReadyPath"/> answers 200.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
