using System.CommandLine;

namespace Actors.Cli.Hosting;

/// <summary>Makes commands whose action gets an <see cref="Invocation"/>.</summary>
internal static class CliCommand
{
    /// <summary>Sets what a command does.</summary>
    /// <param name="command">The command.</param>
    /// <param name="run">Returns the exit code.</param>
    /// <param name="host">The host.</param>
    /// <param name="options">The options of every command.</param>
    /// <returns>The command.</returns>
    public static Command Runs(this Command command, CliHost host, GlobalOptions options, Func<Invocation, CancellationToken, Task<int>> run)
    {
        command.SetAction(async (parse, cancellation) =>
        {
            using var invocation = new Invocation(host, options, parse);
            return await run(invocation, cancellation);
        });
        return command;
    }

    /// <summary>The <c>-o</c> option of a command.</summary>
    /// <param name="formats">What it accepts; the first is the default.</param>
    /// <returns>A new option.</returns>
    public static Option<string> OutputOption(params string[] formats)
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = $"How to print: {string.Join(", ", formats)}.",
            DefaultValueFactory = _ => formats[0],
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
