using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Rules that actions, schedules and opt-outs must keep by themselves.</summary>
internal static class TriggerRules
{
    /// <summary>Checks those of a document.</summary>
    public static void Check(ResourceDocument document, FindingList findings)
    {
        switch (document.Spec)
        {
            case ResourceTemplateSpec template:
                Actions(document, template.Actions, findings);
                break;
            case EnvironmentTemplateSpec template:
                Schedules(document, template.Schedules, findings);
                Actions(document, template.Actions, findings);
                break;
            case EnvironmentSpec environment:
                Schedules(document, environment.Schedules, findings);
                OptOuts(document, environment.ScheduleOptouts, findings);
                break;
            default:
                break;
        }
    }

    /// <summary>Warns of opt-outs of schedules that there are not.</summary>
    public static void CheckOptOuts(PlanContext context)
    {
        var (environment, template) = (context.Request.Environment, context.Model.Template);
        var spec = environment.SpecAs<EnvironmentSpec>();
        var known = spec.Schedules.Concat(context.Model.Spec.Schedules).Select(schedule => schedule.Name?.Trim() ?? "").ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < spec.ScheduleOptouts.Count; i++)
        {
            if (spec.ScheduleOptouts[i].Name?.Trim() is { Length: > 0 } name && !known.Contains(name))
            {
                context.Findings.Warn(environment, $"spec.scheduleOptouts[{i}].name", $"Neither {template.Subject} nor the environment has a schedule '{name}'.{Nearest.Hint(name, known)}");
            }
        }
    }

    /// <summary>What is said of a type that an action or a schedule cannot have.</summary>
    public static string UnknownType(TriggerSource source, string? type) => string.IsNullOrWhiteSpace(type) ? $"There is no type: name one of {string.Join(", ", Types(source))}."
        : KnownWords.Unknown(Types(source), type);

    /// <summary>Whether an action or a schedule can have a type.</summary>
    public static bool IsType(TriggerSource source, string? type) => Types(source).Contains(type?.Trim(), StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Types(TriggerSource source) =>
        source == TriggerSource.Action ? KnownWords.Of<ActionSpec>(nameof(ActionSpec.Type)) : KnownWords.Of<ScheduleSpec>(nameof(ScheduleSpec.Type));

    private static void Actions(ResourceDocument document, IReadOnlyList<ActionSpec> actions, FindingList findings)
    {
        StepNames.Check(document, "spec.actions", "action", actions, each => each.Name, findings);
        for (var i = 0; i < actions.Count; i++)
        {
            Type(document, $"spec.actions[{i}]", TriggerSource.Action, actions[i].Type, actions[i].Workflows, findings);
        }
    }

    private static void Schedules(ResourceDocument document, IReadOnlyList<ScheduleSpec> schedules, FindingList findings)
    {
        StepNames.Check(document, "spec.schedules", "schedule", schedules, each => each.Name, findings);
        for (var i = 0; i < schedules.Count; i++)
        {
            var path = $"spec.schedules[{i}]";
            Type(document, path, TriggerSource.Schedule, schedules[i].Type, schedules[i].Workflows, findings);
            When(document, path, schedules[i].Cadence ?? new(), findings);
            if ((schedules[i].OptOutOptions as JsonObject)?["maxAllowedTimes"] is JsonValue times && times.ToString().Trim() is { Length: > 0 } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                // What is kept and has no effect is no reason to refuse the document.
                findings.Warn(document, $"{path}.optOutOptions.maxAllowedTimes", $"'{text}' is no number of times, which would be a whole number from 0. It is kept, and has no effect.");
            }

            Duration(document, $"{path}.optOutOptions.maxAllowedDuration", (schedules[i].OptOutOptions as JsonObject)?["maxAllowedDuration"] is JsonValue { } longest && longest.GetValueKind() == JsonValueKind.String ? longest.GetValue<string>() : null, findings);
        }
    }

    // Without a type it is kept, as everything that is not complete; it can only not be started.
    private static void Type(ResourceDocument document, string path, TriggerSource source, string? type, WorkflowTasks? workflows, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(type))
        {
            findings.Warn(document, $"{path}.type", UnknownType(source, type));
        }
        else if (!IsType(source, type))
        {
            findings.Error(document, $"{path}.type", UnknownType(source, type));
        }
        else if ("workflows".Equals(type.Trim(), StringComparison.OrdinalIgnoreCase) != workflows?.Tasks.Count > 0)
        {
            findings.Warn(document, $"{path}.workflows", workflows?.Tasks.Count > 0 ? $"Tasks belong to type workflows; with type {type.Trim()} they have no effect." : "There are no tasks: nothing would be done.");
        }
    }

    private static void When(ResourceDocument document, string path, Cadence cadence, FindingList findings)
    {
        var (hasCron, hasTime) = (!string.IsNullOrWhiteSpace(cadence.CronExpression), !string.IsNullOrWhiteSpace(cadence.TimeToLive));
        if (hasCron == hasTime)
        {
            var message = hasCron ? "cronExpression and timeToLive are alternatives: keep one of them." : "The schedule is never due: give it a cronExpression or a timeToLive.";
            findings.Add(document.FindingAt(hasCron ? Severity.Error : Severity.Warning, $"{path}.cadence", message));
        }

        if (hasCron && CronText.Problem(cadence.CronExpression!) is { } problem)
        {
            findings.Error(document, $"{path}.cadence.cronExpression", problem);
        }

        Duration(document, $"{path}.cadence.timeToLive", cadence.TimeToLive, findings);
        Duration(document, $"{path}.cadence.staggered.maxInterval", cadence.Staggered?.MaxInterval, findings);
        Zone(document, $"{path}.cadence.cronTimezone", cadence.CronTimezone?.Trim() ?? "", findings);
    }

    private static void Zone(ResourceDocument document, string path, string zone, FindingList findings)
    {
        // An image may have no time zones at all.
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) && TimeZoneInfo.GetSystemTimeZones() is { Count: > 1 } zones)
        {
            findings.Error(document, path, $"There is no time zone '{zone}'; zones are named like Europe/Berlin.{Nearest.Hint(zone, zones.Select(each => each.Id))}");
        }
    }

    private static void OptOuts(ResourceDocument document, IReadOnlyList<ScheduleOptout> optOuts, FindingList findings)
    {
        StepNames.Check(document, "spec.scheduleOptouts", "schedule", optOuts, each => each.Name, findings);
        for (var i = 0; i < optOuts.Count; i++)
        {
            Duration(document, $"spec.scheduleOptouts[{i}].duration", optOuts[i].Duration, findings);
        }
    }

    private static void Duration(ResourceDocument document, string path, string? text, FindingList findings)
    {
        if (!string.IsNullOrWhiteSpace(text) && DurationText.Read(text) is not { Ticks: > 0 })
        {
            findings.Error(document, path, $"'{text.Trim()}' is no duration, such as 10m, 8h, 1h30m or 2d.");
        }
    }
}
