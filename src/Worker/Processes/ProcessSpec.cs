namespace Actors.Worker.Processes;

/// <summary>A process to run in a process group of its own.</summary>
internal sealed record ProcessSpec
{
    /// <summary>Absolute path of the program.</summary>
    public required string Program { get; init; }
    /// <summary>Arguments after the program's own name; nothing secret.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }
    /// <summary>The whole environment: nothing is inherited.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    /// <summary>Working directory.</summary>
    public required string Directory { get; init; }
    /// <summary>What the process reads on standard input; null: nothing.</summary>
    public ReadOnlyMemory<byte>? Input { get; init; }
    /// <summary>Signal that asks the group to end.</summary>
    public int InterruptSignal { get; init; } = Libc.SigTerm;
    /// <summary>Where standard output goes.</summary>
    public required Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> Output { get; init; }
    /// <summary>Where standard error goes; null: into the same pipe as standard output, in order.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? Error { get; init; }
}
