using System.CommandLine;

namespace Actors.Silo.Configuration;

/// <summary>The silo's command line.</summary>
public static class SiloCommandLine
{
    /// <summary>Reads the command line and runs what it asks for.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="run">Runs the silo; gives the exit code.</param>
    /// <returns>The exit code: what <paramref name="run"/> gives, 0 for help, 2 when used wrongly.</returns>
    public static async Task<int> InvokeAsync(string[] args, Func<SiloCommand, CancellationToken, Task<int>> run)
    {
        var data = new Option<string?>("--data") { Description = "Folder of files and of the database (default ./.actors).", HelpName = "DIR" };
        var quickstart = new Option<string?>("--quickstart")
        {
            Description = "Run the quickstart: functions (default) or opentofu.", Arity = ArgumentArity.ZeroOrOne, HelpName = "functions|opentofu",
        };
        quickstart.AcceptOnlyFromAmong("functions", "opentofu");
        var exit = new Option<bool>("--exit") { Description = "With --quickstart: destroy the environment at the end, check that nothing is left, and end." };
        var runtime = new Option<string>("--runtime")
        {
            Description = "With --quickstart: what workers run as, process (default), docker or kubernetes.", HelpName = "process|docker|kubernetes",
        };
        runtime.AcceptOnlyFromAmong("process", "docker", "kubernetes");
        var kubeConfig = new Option<string?>("--kubeconfig") { Description = "With --runtime kubernetes: the cluster (default $KUBECONFIG, else ~/.kube/config).", HelpName = "FILE" };
        var root = new RootCommand("Runs a silo of Actors. Any setting can be given as --Actors:KEY VALUE.") { data, quickstart, exit, runtime, kubeConfig };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction(async (parse, cancellationToken) =>
        {
            if (!TryReadSettings(parse.UnmatchedTokens, out var settings, out var problem))
            {
                return await WrongAsync(problem);
            }

            if (parse.GetValue(data) is { } folder)
            {
                settings["Actors:Data"] = folder;
            }

            var started = parse.GetResult(quickstart) is not null;
            if (parse.GetValue(exit) && !started)
            {
                return await WrongAsync("--exit belongs to --quickstart.");
            }

            if (parse.GetValue(runtime) is not null && !started)
            {
                return await WrongAsync("--runtime belongs to --quickstart; an agent's engine is the setting Actors:Agents:NAME:Runtime.");
            }

            if (parse.GetValue(kubeConfig) is not null && parse.GetValue(runtime) != "kubernetes")
            {
                return await WrongAsync("--kubeconfig belongs to --runtime kubernetes.");
            }

            return await run(
                new(started ? parse.GetValue(quickstart) ?? "functions" : null, parse.GetValue(exit), settings)
                {
                    Runtime = parse.GetValue(runtime) ?? "process", KubeConfig = parse.GetValue(kubeConfig),
                },
                cancellationToken);
        });
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            return await WrongAsync(string.Join(' ', result.Errors.Select(error => error.Message)));
        }

        // The host itself ends at Ctrl-C and SIGTERM; a second handler would cut its clean-up short.
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <summary>Reads <c>--Section:Key=value</c> and <c>--Section:Key value</c>.</summary>
    internal static bool TryReadSettings(IReadOnlyList<string> tokens, out Dictionary<string, string?> settings, out string problem)
    {
        settings = new(StringComparer.OrdinalIgnoreCase);
        problem = "";
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!token.StartsWith("--", StringComparison.Ordinal) || !token.Contains(':', StringComparison.Ordinal))
            {
                problem = $"'{token}' is not known. Settings are given as --Actors:KEY VALUE; --help shows the rest.";
                return false;
            }

            var equals = token.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                settings[token[2..equals]] = token[(equals + 1)..];
            }
            else if (i + 1 < tokens.Count)
            {
                settings[token[2..]] = tokens[++i];
            }
            else
            {
                problem = $"{token} needs a value.";
                return false;
            }
        }

        return true;
    }

    private static async Task<int> WrongAsync(string problem)
    {
        await Console.Error.WriteLineAsync($"actors-silo: {problem}");
        return 2;
    }
}
