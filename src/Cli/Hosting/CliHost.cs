using Spectre.Console;

namespace Actors.Cli.Hosting;

/// <summary>What the program sees of the world around it; tests bring their own.</summary>
public sealed class CliHost
{
    // Tables in files and pipes are not wrapped: wider than any row, as columns that do not fit are cut, those of all rows.
    private const int UnboundedWidth = 1 << 28;

    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Opens <see cref="Out"/> for bytes; null: there is nothing below it but text.</summary>
    public Func<Stream>? OpenOutput { get; init; }

    /// <summary>Where messages and errors go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What is read for the path <c>-</c>.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether <see cref="Out"/> is a terminal: tables may refresh and have colours.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>Folder that relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the second Ctrl-C does while a command sets it, instead of ending the program: for a command that must not leave others behind.</summary>
    public Action? InterruptedAgain { get; set; }

    /// <summary>The host of this process.</summary>
    /// <returns>Console, environment and folder of the process.</returns>
    public static CliHost OfThisProcess() => new()
    {
        Out = Console.Out,
        OpenOutput = Console.OpenStandardOutput,
        Error = Console.Error,
        In = Console.In,
        IsTerminal = !Console.IsOutputRedirected && System.Environment.GetEnvironmentVariable("TERM") != "dumb",
        Environment = System.Environment.GetEnvironmentVariable,
        WorkingDirectory = Directory.GetCurrentDirectory(),
    };

    /// <summary>A console that writes tables to a writer.</summary>
    /// <param name="writer"><see cref="Out"/> or <see cref="Error"/>.</param>
    /// <returns>The console; plain and unbounded when the output is no terminal.</returns>
    public IAnsiConsole CreateConsole(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!IsTerminal)
        {
            console.Profile.Width = UnboundedWidth;
        }

        return console;
    }
}
