namespace Actors.Cli.Hosting;

/// <summary>The command cannot go on; says why, where, and the way out.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">One line for people.</param>
/// <param name="details">Further lines, such as findings.</param>
public sealed class CliException(int exitCode, string message, IReadOnlyList<string>? details = null) : Exception(message)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Further lines, such as findings.</summary>
    public IReadOnlyList<string> Details { get; } = details ?? [];
}
