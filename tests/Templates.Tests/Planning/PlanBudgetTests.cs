using System.Diagnostics;
using Actors.Templates.Expressions;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>A document that is expensive to evaluate costs no more than a bound, however many expressions it has.</summary>
public sealed class PlanBudgetTests
{
    private const string Expensive = "#{len([x*y for x in range(300) for y in range(800)])}#";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plan_ManyExpensiveExpressions_AreRefusedTogether(bool isStatic)
    {
        var variables = string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"  - {{name: v{i}, valueType: expression, value: '{Expensive}'}}"));
        var catalog = Documents.Catalog(
            Documents.Custom("net", isStatic ? "" : $"variables:\n{variables}"),
            Documents.Doc("eaas.envmgmt.io/v1", "Resource", "facts", isStatic ? $"variables:\n{variables}" : "variables: []"),
            Documents.EnvironmentTemplate("resources: [{name: net}, {name: facts, type: static, kind: resource}]"),
            Documents.Environment());
        var before = Process.GetCurrentProcess().TotalProcessorTime;

        var result = Documents.Plan(catalog);

        Assert.Null(result.Plan);
        Assert.Contains(result.Findings, finding => finding.Message.Contains($"together takes more than {ExpressionLimits.MaxStepsTogether}", StringComparison.Ordinal));
        Assert.InRange(result.Findings.Count, 1, 1001);

        // Without a bound it is ten minutes; other tests run at the same time.
        Assert.InRange((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, 0, 60);
    }
}
