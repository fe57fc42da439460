using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Runs;

/// <summary>Shows a run as a table that refreshes.</summary>
internal sealed class LiveRunView : IRunView
{
    private readonly LiveDisplayContext _display;
    private readonly TimeProvider _time;
    private RunDocument? _run;
    private string? _notice;

    private LiveRunView(LiveDisplayContext display, TimeProvider time)
    {
        _display = display;
        _time = time;
    }

    /// <summary>Shows the table while something goes on, and the whole of it once at the end.</summary>
    /// <param name="host">The host.</param>
    /// <param name="watch">Updates the view; returns the run as it ended.</param>
    /// <returns>The run as it ended.</returns>
    public static async Task<RunDocument> ShowAsync(CliHost host, Func<IRunView, Task<RunDocument>> watch)
    {
        var console = host.CreateConsole(host.Out);
        var run = await console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Ellipsis)
            .StartAsync(display => watch(new LiveRunView(display, host.Time)));
        console.Write(TableOf(run, null, host.Time.GetUtcNow()));
        return run;
    }

    /// <inheritdoc/>
    public void Update(RunDocument run)
    {
        _run = run;
        Refresh();
    }

    /// <inheritdoc/>
    public void Notice(string? message)
    {
        _notice = message;
        Refresh();
    }

    private static Table TableOf(RunDocument? run, string? notice, DateTimeOffset now)
    {
        var table = new Table { Border = TableBorder.Rounded, UseSafeBorder = true };
        foreach (var header in ActivityRow.Headers)
        {
            table.AddColumn(new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))));
        }

        foreach (var activity in run?.Status.Activities ?? [])
        {
            var cells = ActivityRow.Cells(activity, now);
            table.AddRow(cells.Select((cell, column) => (IRenderable)new Text(
                DisplayText.Clean(cell),
                column == 1 ? new Style(ActivityRow.ColorOf(activity.Status.State)) : Style.Plain)));
        }

        if (run is not null)
        {
            var took = DisplayText.Elapsed(null, run.Status.StartedAt, run.Status.FinishedAt, now);
            table.Title = new(Markup.Escape(DisplayText.Clean($"{run.Spec.Kind} of {run.Metadata.Environment}: {run.Status.State} {took}")));
        }

        if (run?.Status is { State: RunDocumentStatus.Queued, Message: { } why })
        {
            table.Caption = new(Markup.Escape(DisplayText.Clean(DisplayText.Summary(why))), new Style(Color.Yellow));
        }

        if (notice is not null)
        {
            table.Caption = new(Markup.Escape(DisplayText.Clean($"Waiting for the server: {notice}")), new Style(Color.Yellow));
        }

        return table;
    }

    private void Refresh()
    {
        _display.UpdateTarget(TableOf(_run, _notice, _time.GetUtcNow()));
        _display.Refresh();
    }
}
