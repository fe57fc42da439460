using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Logs;
using Actors.Worker.Processes;
using Actors.Worker.Session;

namespace Actors.Worker.Jobs;

/// <summary>What a job has at hand.</summary>
internal sealed record JobContext
{
    private const string Language = "C.UTF-8";

    /// <summary>The job.</summary>
    public required WorkerJob Job { get; init; }
    /// <summary>Its folders.</summary>
    public required JobFolders Folders { get; init; }
    /// <summary>Its log.</summary>
    public required JobLog Log { get; init; }
    /// <summary>The controller.</summary>
    public required ControllerClient Controller { get; init; }
    /// <summary>What is known of it so far.</summary>
    public JobFacts Facts { get; } = new();
    /// <summary>Stops it.</summary>
    public required JobControl Control { get; init; }
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
    /// <summary>The worker's own PATH.</summary>
    public required string Path { get; init; }
    /// <summary>A certificate authority of the controller, in PEM; or null.</summary>
    public string? CaFile { get; init; }
    /// <summary>Schemes that git may use.</summary>
    public required IReadOnlyList<string> GitSchemes { get; init; }
    /// <summary>What HTTP calls may reach although it is refused otherwise.</summary>
    public IReadOnlyList<AddressRule> HttpAllow { get; init; } = [];
    /// <summary>The controller's own listeners, which HTTP calls may not reach.</summary>
    public IReadOnlyList<string> HttpRefuse { get; init; } = [];
    /// <summary>Whether the file system is this worker's own.</summary>
    public bool Isolated { get; init; }
    /// <summary>What the image says about its own command; null: the engine does not know.</summary>
    public ImageCommand? ImageCommand { get; init; }
    /// <summary>The image's own environment, which a command keeps.</summary>
    public IReadOnlyDictionary<string, string> ImageEnvironment { get; init; } = new Dictionary<string, string>();
    /// <summary>The image's own folder; null: none is known.</summary>
    public string? ImageFolder { get; init; }
    /// <summary>Folder where downloaded tools are kept.</summary>
    public required string Tools { get; init; }

    /// <summary>Environment of processes that the job must not have a say in: a minimum of ours.</summary>
    public Dictionary<string, string> BareEnvironment() => new(StringComparer.Ordinal)
    {
        ["PATH"] = Path,
        ["HOME"] = Folders.Home,
        ["TMPDIR"] = Folders.Temporary,
        ["LANG"] = Language,
    };

    /// <summary>Environment of the job's processes: for a command that of its image, a minimum of ours, then what the job says, never anything that the worker itself was given.</summary>
    public Dictionary<string, string> Environment()
    {
        var environment = BareEnvironment();
        foreach (var (name, value) in Job.Kind == WorkerKind.Command ? ImageEnvironment : new Dictionary<string, string>())
        {
            if (name == "LANG" || !environment.ContainsKey(name))
            {
                environment[name] = value;
            }
        }
        foreach (var (name, value) in Job.Environment)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
            {
                throw new JobFailure(ReasonCode.InvalidInput, $"The environment variable '{name}' has a name or a value that no process can have.");
            }
            environment[name] = value;
        }
        return environment;
    }

    /// <summary>A program on the path of the job.</summary>
    /// <exception cref="JobFailure">It is not there.</exception>
    public string Program(string name, string hint)
    {
        var path = Environment()["PATH"];
        return Programs.Find(name, path) ?? throw new JobFailure(ReasonCode.ToolMissing, $"{name} is not on PATH ({path}): {hint}");
    }

    /// <summary>Runs a process, all its output into the log.</summary>
    public Task<ProcessExit> RunAsync(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string directory, int interruptSignal) =>
        ProcessRunner.RunAsync(
            new ProcessSpec { Program = program, Arguments = arguments, Environment = environment, Directory = directory, InterruptSignal = interruptSignal, Output = Log.WriteAsync },
            Control.Tokens);

    /// <summary>Runs a process; its standard output is the result, its standard error goes into the log.</summary>
    /// <exception cref="JobFailure">It printed more than it may.</exception>
    public async Task<(ProcessExit Exit, string Output)> CaptureAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string directory, int maxBytes)
    {
        using var captured = new MemoryStream();
        var tooMuch = false;
        var exit = await ProcessRunner.RunAsync(
            new ProcessSpec
            {
                Program = program,
                Arguments = arguments,
                Environment = environment,
                Directory = directory,
                Error = Log.WriteAsync,
                Output = (bytes, _) =>
                {
                    tooMuch |= captured.Length + bytes.Length > maxBytes;
                    if (!tooMuch)
                    {
                        captured.Write(bytes.Span);
                    }
                    return ValueTask.CompletedTask;
                },
            },
            Control.Tokens);
        return tooMuch
            ? throw new JobFailure(ReasonCode.LimitExceeded, $"{System.IO.Path.GetFileName(program)} printed more than {maxBytes} bytes.")
            : (exit, Encoding.UTF8.GetString(captured.GetBuffer(), 0, (int)captured.Length));
    }
}
