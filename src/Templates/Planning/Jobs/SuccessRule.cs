using Actors.Templates.Expressions;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Jobs;

/// <summary>Success conditions: of containers and HTTP calls. A function says itself how it ended.</summary>
internal static class SuccessRule
{
    /// <summary>The condition; null: none, or one without effect, which is a warning.</summary>
    public static PlannedCondition? Of(PlanContext context, ActivityKind kind, ResourceDocument document, string path, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (kind is not (ActivityKind.Container or ActivityKind.Http))
        {
            context.Findings.Warn(document, path, "A success condition has no effect here: it is for containers and http calls, which have a #status; a function says itself how it ended.");
            return null;
        }

        try
        {
            Check(text);
            return new(text, $"{document.Subject} {path}");
        }
        catch (ExpressionException e)
        {
            context.Findings.Error(document, path, $"The condition is wrong: {e.Message}");
            return null;
        }
    }

    /// <summary>Checks a condition by itself.</summary>
    /// <exception cref="ExpressionException">It is wrong, or reads what is not known when a job has ended.</exception>
    public static void Check(string text)
    {
        var condition = ConditionBlock.Parse(text);
        condition.CheckSets("success");
        try
        {
            foreach (var reference in condition.References())
            {
                if (reference.NameAt(0) != "#status")
                {
                    throw new ExpressionException(
                        $"A success condition reads what the job ended with, as #status.container.exitCode or #status.http.statusCode, and not '{reference.NameAt(0)}'.", reference.Position);
                }

                KnownMembers.CheckStatus(reference);
            }
        }
        catch (ExpressionException e)
        {
            throw e.In(text);
        }
    }
}
