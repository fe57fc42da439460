using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Documents;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Cli.Runs;

namespace Actors.Cli.Inspection;

/// <summary>Writes what <c>describe</c> shows.</summary>
internal sealed class DescribeView(Invocation invocation)
{
    private readonly Printer _printer = invocation.Printer;
    private readonly DateTimeOffset _now = invocation.Host.Time.GetUtcNow();

    /// <summary>An environment with its run, activities and outputs.</summary>
    public async Task EnvironmentAsync(JsonObject document, CancellationToken cancellation)
    {
        var name = JsonField.Text(document, "metadata.name")!;
        _printer.Fields(
            ("Environment", name),
            ("Project", JsonField.Text(document, "metadata.project") ?? invocation.Project),
            ("Template", JsonField.Text(document, "spec.template.name")),
            ("Version", JsonField.Text(document, "spec.template.version")),
            ("Launched", ValuesView.Launched(document)),
            ("State", JsonField.Text(document, "status.state")),
            ("Condition", JsonField.Text(document, "status.digestedStatus.conditionStatus")),
            ("Reason", JsonField.Text(document, "status.digestedStatus.reason")));
        var findings = Findings.Of(document).ToList();
        if (findings.Count > 0)
        {
            _printer.Line();
            _printer.Rows(["FINDING", "WHERE", "WHAT"], findings.Select(finding => (IReadOnlyList<string?>)[$"{finding.Severity}", $"{finding.Subject} {finding.FieldPath}", finding.Message]));
        }

        new ValuesView(_printer).Write(document);
        if (JsonField.Text(document, "status.run.id") is { } run)
        {
            _printer.Line();
            Run(await invocation.Api.GetAsync(ApiPaths.Runs(invocation.Project, name, run), cancellation));
        }

        if (JsonField.At(document, "status.queue") is JsonArray { Count: > 0 } queue)
        {
            _printer.Line();
            _printer.Rows(["WAITS", "KIND", "SINCE", "WHY"], queue.Select(item =>
                (IReadOnlyList<string?>)[JsonField.Text(item, "id"), JsonField.Text(item, "kind"), JsonField.Text(item, "queuedAt"), DisplayText.Summary(JsonField.Text(item, "message"))]));
        }

        var outputs = OutputsView.Flatten(JsonField.At(document, "status.output")).ToList();
        if (outputs.Count > 0)
        {
            _printer.Line();
            _printer.Rows(["OUTPUT", "VALUE"], outputs.Select(output => (IReadOnlyList<string?>)[output.Name, output.Value]));
        }
    }

    /// <summary>A run with its activities.</summary>
    public void Run(JsonObject run)
    {
        _printer.Fields(
            ("Run", JsonField.Text(run, "metadata.name")),
            ("Kind", JsonField.Text(run, "spec.kind")),
            ("State", JsonField.Text(run, "status.state")),
            ("Why", Columns.Why(run)),
            ("Started", JsonField.Text(run, "status.startedAt")),
            ("Finished", JsonField.Text(run, "status.finishedAt")));
        if (JsonField.At(run, "status.activities") is JsonArray { Count: > 0 } activities)
        {
            var columns = Columns.Of(Target.Of(Target.Activities)).Skip(1).ToList();
            if (activities.Any(item => PlanText.Of(item) is not null))
            {
                columns.Add(("PLAN", (item, _) => PlanText.Of(item)));
            }

            _printer.Line();
            _printer.Rows([.. columns.Select(column => column.Header)], activities.Select(item => (IReadOnlyList<string?>)[.. columns.Select(column => column.Cell(item, _now))]));
        }
    }
}
