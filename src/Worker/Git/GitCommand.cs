using Actors.Contracts.Activities;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Git;

/// <summary>Runs the git command line in the working directory.</summary>
internal sealed class GitCommand(JobContext context, string git, Dictionary<string, string> environment)
{
    private const int TailLines = 8;
    private const string UnknownHost = "Host key verification failed";
    private const int MaxHeldBack = 64 * 1024;

    // Words of git, of ssh and of servers after which trying again gives the same answer.
    private static readonly string[] Permanent =
    [
        "does not appear to be a git repository", "' not found", "does not exist", "Repository not found", "couldn't find remote ref",
        "Authentication failed", "could not read Username", "could not read Password", "returned error: 403", "Permission denied (", UnknownHost,
    ];

    /// <summary>Runs a step; its words go into the log.</summary>
    /// <exception cref="JobFailure">It failed.</exception>
    public async Task RunAsync(IReadOnlyList<string> arguments, string step)
    {
        var exit = await StartAsync(arguments, context.Log.WriteAsync);
        if (!exit.Succeeded)
        {
            throw await FailedAsync(step, exit.ShellCode);
        }
    }

    /// <summary>Whether a step succeeds; its words go into the log.</summary>
    public async Task<bool> TryAsync(IReadOnlyList<string> arguments) => (await StartAsync(arguments, context.Log.WriteAsync)).Succeeded;

    /// <summary>Tries one way after the other until one succeeds; what the ways before that one said is shown only when none did.</summary>
    public async Task<bool> TryEachAsync(params IReadOnlyList<string>[] ways)
    {
        using var heldBack = new MemoryStream();
        foreach (var way in ways)
        {
            var before = heldBack.Length;
            var exit = await StartAsync(way, (bytes, _) =>
            {
                heldBack.Write(bytes.Span[..(int)Math.Min(bytes.Length, MaxHeldBack - Math.Min(heldBack.Length, MaxHeldBack))]);
                return ValueTask.CompletedTask;
            });
            if (exit.Succeeded)
            {
                await context.Log.WriteAsync(heldBack.ToArray().AsMemory((int)before), context.Control.Interrupt);
                return true;
            }
        }
        await context.Log.WriteAsync(heldBack.ToArray(), context.Control.Interrupt);
        return false;
    }

    /// <summary>Runs a step whose standard output is the result.</summary>
    /// <exception cref="JobFailure">It failed, or printed more than it may.</exception>
    public async Task<string> CaptureAsync(IReadOnlyList<string> arguments, int maxBytes, string step)
    {
        var (exit, output) = await context.CaptureAsync(git, arguments, environment, context.Folders.Work, maxBytes);
        context.Control.Interrupt.ThrowIfCancellationRequested();
        return exit.Succeeded ? output : throw await FailedAsync(step, exit.ShellCode);
    }

    /// <summary>The failure of a step, with git's last words: not valid input when they show that trying again is of no use.</summary>
    public async Task<JobFailure> FailedAsync(string step, int? exitCode = null)
    {
        await context.Log.FlushAsync(context.Control.Interrupt);
        var words = context.Log.Tail(TailLines).Split('\n').Where(line => !line.StartsWith("actors: ", StringComparison.Ordinal)).ToArray();
        var hint = Say(UnknownHost)
            ? " ssh does not know the server's host key: host keys come from /etc/ssh/ssh_known_hosts of the agent's machine; add the server's key there:"
            : "";
        return new JobFailure(Permanent.Any(Say) ? ReasonCode.InvalidInput : ReasonCode.GitFailed, $"git could not {step}:{hint}", exitCode, TailLines);

        bool Say(string phrase) => words.Any(line => line.Contains(phrase, StringComparison.Ordinal));
    }

    private async Task<ProcessExit> StartAsync(IReadOnlyList<string> arguments, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> output)
    {
        var exit = await ProcessRunner.RunAsync(
            new ProcessSpec { Program = git, Arguments = arguments, Environment = environment, Directory = context.Folders.Work, InterruptSignal = Libc.SigTerm, Output = output },
            context.Control.Tokens);
        context.Control.Interrupt.ThrowIfCancellationRequested();
        return exit;
    }
}
