using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Actors.Cli.Agents;
using Actors.Cli.Api;
using Actors.Cli.Clusters;
using Actors.Cli.Documents;
using Actors.Cli.Inspection;
using Actors.Cli.Output;
using Actors.Cli.Runs;
using Actors.Cli.States;

namespace Actors.Cli.Hosting;

/// <summary>The program: parses a command line and runs it.</summary>
/// <param name="host">The world around it.</param>
public sealed class CliApplication(CliHost host)
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="cancellation">Ends the command with <see cref="ExitCodes.Interrupted"/>.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        var parse = CreateRoot().Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = host.Out,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (parse.Action is ParseErrorAction)
        {
            ErrorPrinter.Print(host.Error, string.Join(' ', ParseProblems.Of(parse)));
            await host.Error.WriteLineAsync($"'{ParseProblems.CommandLineOf(parse.CommandResult)} --help' shows how to call it.".AsMemory(), cancellation);
            return ExitCodes.Usage;
        }

        try
        {
            return await parse.InvokeAsync(configuration, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await host.Error.WriteLineAsync("interrupted".AsMemory(), CancellationToken.None);
            return ExitCodes.Interrupted;
        }
        catch (CliException exception)
        {
            ErrorPrinter.Print(host.Error, exception.Message, exception.Details);
            return exception.ExitCode;
        }
        catch (ApiException exception)
        {
            ErrorPrinter.Print(host.Error, exception);
            return exception.IsUnauthorized ? ExitCodes.Unauthorized : ExitCodes.Failed;
        }
        catch (UnreachableException exception)
        {
            ErrorPrinter.Print(host.Error, exception.Message);
            return ExitCodes.Unreachable;
        }
    }

    private Command CreateRoot()
    {
        var options = new GlobalOptions();
        var root = new Command("actors", "Actors: environments from templates, step by step by short-lived workers.");
        options.AddTo(root);
        root.Options.Add(new HelpOption());
        root.Options.Add(new VersionOption());
        root.Subcommands.Add(ValidateCommand.Create(host, options));
        root.Subcommands.Add(GraphCommand.Create(host, options));
        root.Subcommands.Add(ApplyCommand.Create(host, options));
        root.Subcommands.Add(GetCommand.Create(host, options));
        root.Subcommands.Add(DescribeCommand.Create(host, options));
        root.Subcommands.Add(DeleteCommand.Create(host, options));
        foreach (var verb in RunCommands.Create(host, options))
        {
            root.Subcommands.Add(verb);
        }

        root.Subcommands.Add(PlanCommand.Create(host, options));
        root.Subcommands.Add(LogsCommand.Create(host, options));
        root.Subcommands.Add(StateCommand.Create(host, options));
        root.Subcommands.Add(AgentCommands.CreateDrain(host, options));
        root.Subcommands.Add(AgentCommands.CreateResume(host, options));
        root.Subcommands.Add(AgentCommands.CreateToken(host, options));
        root.Subcommands.Add(ClusterCommand.Create(host, options));
        return root;
    }
}
