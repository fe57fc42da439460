using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class TriggerRulesTests
{
    private const string Task = "{name: t, type: approval}";

    private static List<Finding> Check(string yaml) =>
        [.. ReferenceCheck.CheckAlone(Documents.One(yaml), new Catalog()).Where(finding => !finding.Message.Contains("not supported", StringComparison.Ordinal))];

    private static string Schedule(string rest) => $"schedules: [{{name: s, type: deploy, {rest}}}]";

    [Theory]
    [InlineData("cadence: {cronExpression: '0 6 * * *', cronTimezone: Europe/Berlin}")]
    [InlineData("cadence: {cronExpression: '*/30 0 6 ? * MON-FRI'}")]
    [InlineData("cadence: {cronExpression: '@daily', cronTimezone: UTC}")]
    [InlineData("cadence: {cronExpression: '@every 90m', staggered: {enabled: true, maxInterval: 300s}}")]
    [InlineData("cadence: {cronExpression: '0 0 29 2 *'}")]
    [InlineData("cadence: {timeToLive: 1h30m}, optOutOptions: {maxAllowedDuration: 2d, maxAllowedTimes: 3}")]
    [InlineData("cadence: {timeToLive: 2d, cronExpression: ''}")]
    public void Check_ScheduleThatIsDue_IsFine(string rest) => Assert.Empty(Check(Documents.EnvironmentTemplate(Schedule(rest))));

    [Theory]
    [InlineData("cadence: {cronExpression: '0 6 * * *', timeToLive: 8h}", "error", "cadence", "alternatives: keep one")]
    [InlineData("description: x", "warning", "cadence", "never due")]
    [InlineData("cadence: {cronExpression: '61 6 * * *'}", "error", "cadence.cronExpression", "no cron expression")]
    [InlineData("cadence: {cronExpression: 'every day'}", "error", "cadence.cronExpression", "five fields")]
    [InlineData("cadence: {cronExpression: '@every day'}", "error", "cadence.cronExpression", "@every is followed by a duration")]
    [InlineData("cadence: {cronExpression: '0 0 30 2 *'}", "error", "cadence.cronExpression", "is never due")]
    [InlineData("cadence: {cronExpression: '0 6 * * *', cronTimezone: Europe/Berln}", "error", "cadence.cronTimezone", "Did you mean 'Europe/Berlin'?")]
    [InlineData("cadence: {timeToLive: 8 hours}", "error", "cadence.timeToLive", "no duration")]
    [InlineData("cadence: {timeToLive: 0h}", "error", "cadence.timeToLive", "no duration")]
    [InlineData("cadence: {timeToLive: 8h, staggered: {enabled: true, maxInterval: soon}}", "error", "cadence.staggered.maxInterval", "no duration")]
    [InlineData("cadence: {timeToLive: 8h}, optOutOptions: {maxAllowedDuration: long}", "error", "optOutOptions.maxAllowedDuration", "no duration")]
    [InlineData("cadence: {timeToLive: 8h}, workflows: {tasks: [" + Task + "]}", "warning", "workflows", "with type deploy they have no effect")]
    public void Check_ScheduleThatCannotBeMeant_SaysWhatIsWrong(string rest, string severity, string path, string message)
    {
        var finding = Assert.Single(Check(Documents.EnvironmentTemplate(Schedule(rest))));

        Assert.Equal(($"spec.schedules[0].{path}", severity), (finding.FieldPath, finding.Severity.ToString().ToLowerInvariant()));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal(finding.Message, Assert.Single(Check(Documents.Environment(Schedule(rest)))).Message);
    }

    [Theory]
    [InlineData("actions: [{name: a, type: deploy}, {name: 'a ', type: deploy}]", "spec.actions[1].name", "The action 'a' is there twice.")]
    [InlineData("actions: [{name: a/b, type: deploy}]", "spec.actions[0].name", "An action needs a name of 1 to 200 characters without '/'.")]
    [InlineData("actions: [{type: deploy}]", "spec.actions[0].name", "An action needs a name")]
    [InlineData("actions: [{name: a, type: deplyo}]", "spec.actions[0].type", "known are deploy, workflows. Did you mean 'deploy'?")]
    [InlineData("actions: [{name: a, type: destroy}]", "spec.actions[0].type", "known are deploy, workflows.")]
    [InlineData("actions: [{name: a}]", "spec.actions[0].type", "There is no type: name one of deploy, workflows.")]
    [InlineData("actions: [{name: a, type: workflows}]", "spec.actions[0].workflows", "no tasks")]
    [InlineData("schedules: [{name: s, type: destroy, cadence: {timeToLive: 8h}}, {name: s, type: destroy, cadence: {timeToLive: 8h}}]", "spec.schedules[1].name", "The schedule 's' is there twice.")]
    [InlineData("schedules: [{name: s, type: workflow, cadence: {timeToLive: 8h}}]", "spec.schedules[0].type", "known are deploy, destroy, workflows. Did you mean 'workflows'?")]
    public void Check_NameOrType_SaysWhatIsWrong(string spec, string path, string message)
    {
        var finding = Assert.Single(Check(Documents.EnvironmentTemplate(spec)));

        Assert.Equal(path, finding.FieldPath);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ActionOfAResource_IsHeldToTheSame() =>
        Assert.Equal("spec.actions[0].type", Assert.Single(Check(Documents.Custom("r", "actions: [{name: a, type: destroy}]"))).FieldPath);

    [Fact]
    public void ReferencesOf_ContextsOfActionsAndSchedules_AreAmongThem()
    {
        var template = Documents.One(Documents.EnvironmentTemplate("actions: [{name: a, type: deploy, context: {name: one}}]\nschedules: [{name: s, type: deploy, cadence: {timeToLive: 8h}, context: {name: two}}, {name: t, type: deploy, cadence: {timeToLive: 8h}, context: {name: label, data: {}}}]"));

        Assert.Equal(["ConfigContext one spec.actions[0].context.name", "ConfigContext two spec.schedules[0].context.name"], ReferenceCheck.ReferencesOf(template).Select(each => $"{each.Kind} {each.Name} {each.FieldPath}"));
        Assert.Contains(ReferenceCheck.Check(template, new Catalog()), finding => finding.FieldPath == "spec.actions[0].context.name" && finding.Severity == Severity.Error);
    }

    [Fact]
    public void Check_OptOut_NamesAScheduleAndADuration()
    {
        var catalog = Documents.Catalog(
            Documents.Custom("r"),
            Documents.EnvironmentTemplate("resources: [{name: r}]\nschedules: [{name: 'nightly ', type: destroy, cadence: {timeToLive: 8h}}]"),
            Documents.Environment("schedules: [{name: weekly, type: deploy, cadence: {timeToLive: 8h}}]\nscheduleOptouts: [{name: nightly, duration: 2d}, {name: weekly}, {name: nightl, duration: 1d}, {name: x, duration: long}, {name: x}]"));

        var findings = ReferenceCheck.Check(catalog.Find("Environment", "prod")!, catalog).Where(finding => finding.FieldPath!.StartsWith("spec.scheduleOptouts[", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            ["Error spec.scheduleOptouts[4].name: The schedule 'x' is there twice.",
             "Error spec.scheduleOptouts[3].duration: 'long' is no duration, such as 10m, 8h, 1h30m or 2d.",
             "Warning spec.scheduleOptouts[2].name: Neither EnvironmentTemplate/et nor the environment has a schedule 'nightl'. Did you mean 'nightly'?",
             "Warning spec.scheduleOptouts[3].name: Neither EnvironmentTemplate/et nor the environment has a schedule 'x'.",
             "Warning spec.scheduleOptouts[4].name: Neither EnvironmentTemplate/et nor the environment has a schedule 'x'."],
            findings.Select(finding => $"{finding.Severity} {finding.FieldPath}: {finding.Message}"));
    }
}
