using Actors.Templates.Expressions;
using Actors.Templates.Reading;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning.Steps;

/// <summary>Decides <c>skipConfig.condition</c> while planning where all that it reads is known by then; else it is decided when its activity is released.</summary>
internal static class StepCondition
{
    /// <summary>The condition that is left, and why the step is skipped already.</summary>
    public static (PlannedCondition? Left, string? Skipped) Of(PlanContext context, ResourceDocument document, string path, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        try
        {
            var scope = ExpressionScope.BeforeRun(context.Request.Facts, context.Request.TriggerPayload);
            var condition = ConditionBlock.Parse(text);
            condition.CheckSets("skip");
            return condition.References(scope).Any(reference => !scope.ContainsKey(reference.Steps[0].Name!) || context.IsOpen(reference)) ? (new(text, $"{document.Subject} {path}"), null)
                : condition.Holds("skip", scope) ? (null, $"skipConfig.condition holds: {text.ReplaceLineEndings(" ").Trim()}")
                : default;
        }
        catch (ExpressionException e) when (e.IsMissingName && context.IsDestroy)
        {
            return default;
        }
        catch (ExpressionException e)
        {
            context.Findings.Error(document, path, $"The condition is wrong: {e.Message}");
            return default;
        }
    }
}
