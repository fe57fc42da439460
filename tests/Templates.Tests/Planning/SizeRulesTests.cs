using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class SizeRulesTests
{
    private const string Path = "spec.providerOptions.custom.tasks[0].workflowHandler.data.config.function";

    private static PlanResult Plan(string function) => Documents.Plan(Documents.Catalog(
        Documents.Doc(
            "eaas.envmgmt.io/v1", "ResourceTemplate", "r",
            "provider: custom\nproviderOptions: {custom: {tasks: [{name: t, workflowHandler: {data: {config: {type: function, function: {language: bash, source: x"
            + (function.Length == 0 ? "" : $", {function}") + "}}}}}]}}"),
        Documents.EnvironmentTemplate("resources: [{name: r}]"),
        Documents.Environment()));

    [Theory]
    [InlineData("", null, null)]
    [InlineData("cpuLimitMilli: '50', memoryLimitMi: '128'", 50, 128)]
    [InlineData("cpuLimitMilli: 1024, memoryLimitMb: 512", 1024, 512)]
    [InlineData("cpuLimitMilli: ' 250 '", 250, null)]
    [InlineData("memoryLimitMb: '64', cpuLimitMilli: ''", null, 64)]
    [InlineData("resources: {limits: {cpu: 1.5, memory: 1Gi}}", 1500, 1024)]
    [InlineData("resources: {requests: {cpu: 200m, memory: 256Mi}}", 200, 256)]
    [InlineData("resources: {limits: {cpu: 1}, requests: {memory: 64Mi}}, memoryLimitMb: '128'", 1000, 128)]
    [InlineData("resources: {limits: {cpu: 0.0101}}", 11, null)]
    public void Plan_SizeOfADriver_IsTheActivitys(string function, int? millis, int? mebibytes)
    {
        var size = Assert.Single(Plan(function).PlanOrThrow().Activities).Size;

        Assert.Equal((millis, mebibytes is { } m ? m * (1L << 20) : null), (size?.CpuMillis, size?.MemoryBytes));
        Assert.Equal(millis is null && mebibytes is null, size is null);
    }

    [Theory]
    [InlineData("cpuLimitMilli: half", "cpuLimitMilli", "'half'")]
    [InlineData("cpuLimitMilli: '0'", "cpuLimitMilli", "'0'")]
    [InlineData("cpuLimitMilli: '-5'", "cpuLimitMilli", "'-5'")]
    [InlineData("cpuLimitMilli: '99999999999999999999'", "cpuLimitMilli", "CPU")]
    [InlineData("memoryLimitMi: 512Mi", "memoryLimitMb", "'512Mi'")]
    [InlineData("memoryLimitMb: '4'", "memoryLimitMb", "from 16 MiB")]
    [InlineData("resources: {limits: {cpu: lots}}", "resources.limits.cpu", "'lots'")]
    [InlineData("resources: {requests: {memory: 1Xi}}", "resources.requests.memory", "'1Xi'")]
    [InlineData("resources: {limits: {memory: 1Ei}}", "resources.limits.memory", "64 TiB")]
    public void Plan_NumberThatIsNone_IsAFindingAtItsField(string function, string field, string message)
    {
        var result = Plan(function);

        Assert.Null(result.Plan);
        var finding = Assert.Single(result.Findings, each => each.Severity == Severity.Error);
        Assert.Equal($"{Path}.{field}", finding.FieldPath);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Place);
    }

    [Fact]
    public void Plan_NumbersThatDiffer_TheLimitCountsAndAWarningSaysSo()
    {
        var result = Plan("cpuLimitMilli: '300', resources: {limits: {cpu: 200m}, requests: {cpu: 100m}}");

        Assert.Equal(200, Assert.Single(result.PlanOrThrow().Activities).Size?.CpuMillis);
        Assert.Equal(
            [$"{Path}.cpuLimitMilli", $"{Path}.resources.requests.cpu"],
            result.Findings.Where(each => each.Message.Contains($"{Path}.resources.limits.cpu counts", StringComparison.Ordinal)).Select(each => each.FieldPath!));
    }

    [Fact]
    public void Plan_Unset_LeavesTheSizeToTheAgentAndWarns()
    {
        var result = Plan("cpuLimitMilli: '300', resources: {unset: true}");

        Assert.Null(Assert.Single(result.PlanOrThrow().Activities).Size);
        Assert.Contains(result.Findings, each => each.FieldPath == $"{Path}.resources.unset" && each.Severity == Severity.Warning);
    }

    [Fact]
    public void Check_HandlerDocument_BadNumbersAreFoundWhenItIsStored()
    {
        var handler = Documents.One(Documents.Doc(
            "eaas.envmgmt.io/v1", "Driver", "d", "config: {type: container, container: {image: x, cpuLimitMilli: '1', memoryLimitMb: x}}"));

        var findings = ReferenceCheck.Check(handler, new());

        Assert.Equal(["spec.config.container.cpuLimitMilli", "spec.config.container.memoryLimitMb"], findings.Select(each => each.FieldPath!));
    }

    [Fact]
    public void Check_InlineHandler_BadNumbersAreFoundWhenItIsStored()
    {
        var template = Documents.One(Documents.Doc(
            "eaas.envmgmt.io/v1", "ResourceTemplate", "r",
            "provider: custom\nproviderOptions: {custom: {tasks: [{name: t, driver: {data: {config: {type: function, function: {language: bash, source: x, memoryLimitMb: x}}}}}]}}"));

        var finding = Assert.Single(ReferenceCheck.Check(template, new()));

        Assert.Equal("spec.providerOptions.custom.tasks[0].driver.data.config.function.memoryLimitMb", finding.FieldPath);
    }
}
