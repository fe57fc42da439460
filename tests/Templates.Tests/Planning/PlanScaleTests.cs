using System.Diagnostics;
using System.Text;
using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>Planning takes no longer than its template is large. The limits are far above what it takes, and far below what a product of sizes would take.</summary>
public sealed class PlanScaleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Runs apart from the test, which fails when it takes too long rather than hanging.
    private static async Task<T> WithinAsync<T>(Func<T> plan)
    {
        var watch = Stopwatch.StartNew();
        var result = await Task.Run(plan, TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.TestCase?.TestMethodName}: {watch.Elapsed.TotalSeconds:F2} s");
        return result;
    }

    private static string Tasks(int layers, int width, string more) => string.Join('\n', Enumerable.Range(0, layers).SelectMany(layer => Enumerable.Range(0, width).Select(i =>
        $"- {{name: t{layer}-{i}, type: approval, dependsOn: [{string.Join(", ", layer == 0 ? [] : Enumerable.Range(0, width).Select(j => $"t{layer - 1}-{j}"))}]{(layer == 0 || layer == layers - 1 ? "" : more)}}}")));

    private static Catalog WithTasks(string tasks) => Documents.Catalog(
        Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "r", "provider: custom\nproviderOptions:\n  custom:\n    reverseOnDestroy: true\n    tasks:\n" + string.Join('\n', tasks.Split('\n').Select(line => "    " + line))),
        Documents.EnvironmentTemplate("resources: [{name: r}]"),
        Documents.Environment());

    [Fact]
    public async Task Plan_ManyLayersOfTasksThatAreLeftOut_IsQuick()
    {
        var catalog = WithTasks(Tasks(layers: 300, width: 3, ", skipConfig: {skipOnDestroy: true}"));

        var plan = await WithinAsync(() => Documents.Plan(catalog, RunKind.Destroy).PlanOrThrow());

        Assert.Equal(["r.task.t299-0", "r.task.t299-1", "r.task.t299-2"], plan.Find("r.task.t0-0")!.DependsOn.Order(StringComparer.Ordinal));
        Assert.Equal(6, plan.Activities.Count);
    }

    [Theory]
    [InlineData(RunKind.Deploy)]
    [InlineData(RunKind.Destroy)]
    public async Task Plan_MoreTasksThanARunMayHave_IsRefusedAtOnce(RunKind kind)
    {
        var catalog = WithTasks(Tasks(layers: 2, width: 2, "") + "\n" + string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"- {{name: u{i}, type: approval}}")));

        var result = await WithinAsync(() => Documents.Plan(catalog, kind));

        Assert.Null(result.Plan);
        Assert.Contains(result.Findings, finding => finding.Message.Contains("at most 2000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_LongCircle_IsToldShortly()
    {
        var catalog = WithTasks(string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"- {{name: t{i}, type: approval, dependsOn: [t{(i + 1) % 2000}]}}")));

        var result = await WithinAsync(() => Documents.Plan(catalog));

        Assert.InRange(Assert.Single(result.Findings, finding => finding.Message.Contains("in a circle", StringComparison.Ordinal)).Message.Length, 10, 1000);
    }

    [Theory]
    [InlineData(RunKind.Deploy)]
    [InlineData(RunKind.Destroy)]
    public async Task Plan_LargeTemplate_IsQuick(RunKind kind)
    {
        var catalog = Large(300);

        var plan = await WithinAsync(() => Documents.Plan(catalog, kind).PlanOrThrow());

        Assert.InRange(plan.Activities.Count, 1000, 2000);
    }

    // Each resource depends on ten, has tasks with expressions, hooks, and variables that the environment sets.
    private static Catalog Large(int resources)
    {
        var list = new StringBuilder("resources:\n");
        var documents = new List<string>();
        var variables = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"{{name: v{i}, value: x{i}}}"));
        for (var i = 0; i < resources; i++)
        {
            var before = Enumerable.Range(Math.Max(0, i - 10), Math.Min(i, 10)).ToList();
            list.Append(null, $"- {{name: r{i}, dependsOn: [{string.Join(", ", before.Select(j => $"{{name: r{j}}}"))}]}}\n");
            var reads = before.Select(j => $", {{name: e{j}, valueType: expression, value: '#{{resource.r{j}.output.tasks.run.x}}#'}}");
            documents.Add(Documents.Custom($"r{i}", $"variables: [{variables}{string.Concat(reads)}]\nhooks: {{onInit: [{{name: a, type: script, options: {{script: {{script: echo}}}}}}], onSuccess: [{{name: b, type: script, options: {{script: {{script: echo}}}}}}], onCompletion: [{{name: c, type: approval}}]}}"));
        }

        documents.Add(Documents.EnvironmentTemplate($"{list}variables: [{variables}]"));
        documents.Add(Documents.Environment($"variables: [{variables}]"));
        return Documents.Catalog([.. documents]);
    }
}
