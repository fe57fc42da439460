using Actors.Contracts.Activities;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Tofu;

/// <summary>The tool of a job: each step is run in the working directory, its output goes into the log.</summary>
internal sealed class TofuRun(JobContext context, string tool, Dictionary<string, string> environment)
{
    private const int TailLines = 25;
    private readonly OutputWatch _watch = new();

    /// <summary>The last line that sums up a plan or an apply, or null.</summary>
    public string? Summary => _watch.Summary;

    /// <summary>The plan was not applied, as the state has changed since it was made.</summary>
    public bool Stale => _watch.Stale;

    /// <summary>What a step that failed comes to.</summary>
    public JobFailure Failed(string step, ProcessExit exit) =>
        _watch.Locked
            ? new JobFailure(ReasonCode.StateLocked, $"{Path.GetFileName(tool)} {step}: the state is locked by another:", exit.ShellCode, TailLines)
            : new JobFailure(ReasonCode.TofuFailed, $"{Path.GetFileName(tool)} {step} ended with {exit}:", exit.ShellCode, TailLines);

    /// <summary>Runs a step.</summary>
    /// <param name="step">Name of the step.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="printed">Takes what it prints, too; null: the log alone has it.</param>
    public async Task<ProcessExit> RunAsync(string step, IReadOnlyList<string> arguments, BoundedText? printed = null)
    {
        await context.Log.LineAsync($"{Path.GetFileName(tool)} {step}", context.Control.Interrupt);
        var exit = await ProcessRunner.RunAsync(
            new ProcessSpec
            {
                Program = tool,
                Arguments = [step, .. arguments],
                Environment = environment,
                Directory = context.Folders.Work,
                InterruptSignal = Libc.SigInt,
                Output = (bytes, cancellationToken) =>
                {
                    _watch.Look(bytes.Span);
                    printed?.Write(bytes.Span);
                    return context.Log.WriteAsync(bytes, cancellationToken);
                },
            },
            context.Control.Tokens);
        // An apply that came to its end counts; a step that is still to come does not begin any more.
        if (step != "apply" || !exit.Succeeded)
        {
            context.Control.Interrupt.ThrowIfCancellationRequested();
        }
        return exit;
    }

    /// <summary>Runs a step that must succeed.</summary>
    public async Task RequireAsync(string step, IReadOnlyList<string> arguments)
    {
        var exit = await RunAsync(step, arguments);
        if (!exit.Succeeded)
        {
            throw Failed(step, exit);
        }
    }

    /// <summary>Runs a step whose standard output is the result.</summary>
    public async Task<string> CaptureAsync(string step, IReadOnlyList<string> arguments, int maxBytes)
    {
        var (exit, output) = await context.CaptureAsync(tool, [step, .. arguments], environment, context.Folders.Work, maxBytes);
        return exit.Succeeded ? output : throw Failed(step, exit);
    }

    /// <summary>Runs a step whose standard output goes into a file.</summary>
    /// <returns>False: there was more than may be; the file has not all of it.</returns>
    public async Task<bool> SaveAsync(string step, IReadOnlyList<string> arguments, string file, long maxBytes)
    {
        await using var target = File.Create(file);
        var all = true;
        var exit = await ProcessRunner.RunAsync(
            new ProcessSpec
            {
                Program = tool,
                Arguments = [step, .. arguments],
                Environment = environment,
                Directory = context.Folders.Work,
                Error = context.Log.WriteAsync,
                Output = (bytes, cancellationToken) =>
                {
                    all &= target.Length + bytes.Length <= maxBytes;
                    return all ? target.WriteAsync(bytes, cancellationToken) : ValueTask.CompletedTask;
                },
            },
            context.Control.Tokens);
        context.Control.Interrupt.ThrowIfCancellationRequested();
        return exit.Succeeded ? all : throw Failed(step, exit);
    }
}
