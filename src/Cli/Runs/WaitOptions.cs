using System.CommandLine;
using System.Globalization;
using Actors.Cli.Hosting;

namespace Actors.Cli.Runs;

/// <summary>The options <c>--wait</c> and <c>--timeout</c>.</summary>
internal sealed class WaitOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly Option<bool> _wait = new("--wait", "-w") { Description = "Show the activities until the run has ended; end as it does." };
    private readonly Option<string?> _timeout = new("--timeout") { Description = "Longest time to wait: 90, 90s, 30m or 2h (default: no limit). The run goes on." };

    /// <summary>Adds both to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_wait);
        AddTimeoutTo(command);
    }

    /// <summary>Adds only <c>--timeout</c>, for a command that always waits.</summary>
    public void AddTimeoutTo(Command command)
    {
        command.Options.Add(_timeout);
        _timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Parse(result.Tokens[0].Value) is null)
            {
                result.AddError($"--timeout '{result.Tokens[0].Value}' is no time. Give it as 90, 90s, 30m or 2h.");
            }
        });
    }

    /// <summary>Whether <c>--wait</c> was given.</summary>
    public bool IsAsked(Invocation invocation) => invocation.Get(_wait);

    /// <summary>Waits when <c>--wait</c> was given.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> WaitIfAskedAsync(Invocation invocation, RunTarget target, string format, CancellationToken cancellation) =>
        IsAsked(invocation) ? WaitAsync(invocation, target, format, cancellation) : Task.FromResult(ExitCodes.Ok);

    /// <summary>Waits until the run has ended.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="target">The run.</param>
    /// <param name="format">How to print what the run came to.</param>
    /// <param name="cancellation">Stops waiting; the run goes on.</param>
    /// <param name="cancelled">Whether the run is meant to end without success.</param>
    /// <returns>The exit code.</returns>
    public Task<int> WaitAsync(Invocation invocation, RunTarget target, string format, CancellationToken cancellation, bool cancelled = false) =>
        WaitAsync(invocation, target, stop => RunSession.FollowAsync(invocation, target, format, cancelled, stop), cancellation);

    /// <summary>Waits until the run has ended.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="target">The run.</param>
    /// <param name="follow">Follows the run until it is told to stop; gives the exit code.</param>
    /// <param name="cancellation">Stops waiting; the run goes on.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync(Invocation invocation, RunTarget target, Func<CancellationToken, Task<int>> follow, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Parse(invocation.Get(_timeout)) ?? Timeout.InfiniteTimeSpan, invocation.Host.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return await follow(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            var goesOn = $"Run {target.Run} of Environment/{target.Environment} goes on; 'actors cancel {target.Environment}' stops it.";
            throw new CliException(
                cancellation.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Failed,
                cancellation.IsCancellationRequested ? $"Interrupted. {goesOn}" : $"Not ended within {invocation.Get(_timeout)}. {goesOn}");
        }
    }

    private static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => TimeSpan.Zero,
        };
        var number = unit == TimeSpan.Zero ? text : text[..^1];
        var seconds = unit == TimeSpan.Zero ? 1 : unit.TotalSeconds;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count * seconds <= Longest.TotalSeconds
            ? TimeSpan.FromSeconds(count * seconds)
            : null;
    }
}
