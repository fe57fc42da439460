namespace Actors.Worker.Processes;

/// <summary>How a process ended: by an exit code, or by a signal.</summary>
internal readonly record struct ProcessExit(int Code, int Signal)
{
    /// <summary>Nobody can say how it ended.</summary>
    public static ProcessExit Unknown { get; } = new(127, 0);

    /// <summary>The code as a shell shows it: 128 + signal where a signal ended the process.</summary>
    public int ShellCode => Signal == 0 ? Code : 128 + Signal;

    /// <summary>Ended by itself with code 0.</summary>
    public bool Succeeded => Signal == 0 && Code == 0;

    /// <summary>From the status of waitpid.</summary>
    public static ProcessExit FromStatus(int status) =>
        (status & 0x7f) == 0 ? new ProcessExit((status >> 8) & 0xff, 0) : new ProcessExit(0, status & 0x7f);

    /// <inheritdoc/>
    public override string ToString() => Signal == 0 ? $"exit code {Code}" : $"signal {Signal}{SignalName()}";

    private string SignalName() => Signal switch
    {
        Libc.SigInt => " (SIGINT)",
        Libc.SigKill => " (SIGKILL)",
        11 => " (SIGSEGV)",
        Libc.SigTerm => " (SIGTERM)",
        _ => "",
    };
}
