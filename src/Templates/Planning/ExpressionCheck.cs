using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Reading;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>Checks the expressions of a plan before anything runs: syntax, names that are known by then, and that what is read runs before.</summary>
internal sealed class ExpressionCheck(PlanContext context, IReadOnlyList<PlannedActivity> activities)
{
    private readonly JsonObject _scope = ExpressionScope.BeforeRun(context.Request.Facts, context.Request.TriggerPayload);
    private readonly ExpressionBudget _budget = new();
    private KnownOutputs _known = null!;
    private OutputCheck _outputs = null!;
    private Ancestors _ancestors = null!;

    public void Check()
    {
        // Such a run is refused anyway.
        if (activities.Count > PlanDefaults.MaxActivities)
        {
            return;
        }

        var byResource = activities.ToLookup(each => each.Resource, StringComparer.Ordinal);
        (_known, _ancestors) = (new(context, byResource), new(activities));
        _outputs = new(context, byResource, _ancestors, _known);
        foreach (var activity in activities.TakeWhile(_ => !_budget.IsSpent))
        {
            foreach (var value in JobTexts.Of(activity).Where(value => value.Type == ValueType.Expression).TakeWhile(_ => !_budget.IsSpent))
            {
                CheckText(activity, value);
            }

            if (activity.SkipWhen is { } condition)
            {
                Guarded(activity, condition.Origin, condition.Text, e => $"The condition is wrong: {e.Message}", () => CheckReferences(activity, ConditionBlock.Parse(condition.Text).References(_scope)));
            }
        }
    }

    private void CheckText(PlannedActivity activity, PlannedValue value) => Guarded(activity, value.Origin, value.Value!, e => ExpressionRules.Problem(context.NameOf(value), e), () =>
    {
        var template = TextTemplate.Parse(value.Value!);
        var references = template.References(_scope, _budget);
        if (references.All(reference => _known.IsKnown(reference) && !context.IsOpen(reference)))
        {
            // Everything is known already, so that a value is known to be there or not.
            template.Evaluate(_known.Scope, _budget);
            return;
        }

        CheckReferences(activity, references);
    });

    private void CheckReferences(PlannedActivity activity, IReadOnlyList<Reference> references)
    {
        foreach (var reference in references.Where(_ => !IsLeftover(activity)))
        {
            CheckReference(activity, reference);
        }
    }

    private void Guarded(PlannedActivity activity, string origin, string text, Func<ExpressionException, string> what, Action check)
    {
        try
        {
            check();
        }
        catch (ExpressionException e) when (e.IsMissingName && (context.IsDestroy || IsLeftover(activity)))
        {
            // What does not exist is null while something is taken down.
        }
        catch (ExpressionException e)
        {
            context.Report(origin, what(e.In(text)));
        }
    }

    // A resource that the template has no more: nothing that it reads need be there.
    private bool IsLeftover(PlannedActivity activity) => activity.Resource is { } resource && context.Model.Find(resource)?.Template is null;

    private void CheckReference(PlannedActivity activity, Reference reference)
    {
        switch (reference.NameAt(0))
        {
            case "environment" or "trigger":
                if (!reference.IsConditional && !context.IsOpen(reference) && !(context.IsDestroy && reference.NameAt(0) == "trigger"))
                {
                    reference.CheckExists(_scope);
                }

                break;
            case "resource" or "#environment":
                if (!IsOpen(reference, 1, "resource"))
                {
                    _outputs.Check(activity, reference);
                }

                break;
            case "ctx":
                CheckActivity(activity, reference);
                break;
            default:
                throw KnownNames.Unknown(reference);
        }
    }

    private void CheckActivity(PlannedActivity activity, Reference reference)
    {
        if (IsOpen(reference, 2, "activity"))
        {
            return;
        }

        var id = KnownNames.ActivityOf(reference);

        // On destroy there are others, and what is not there is null.
        if (context.IsDestroy)
        {
            return;
        }

        if (!_ancestors.Has(id))
        {
            throw new ExpressionException($"The run has no activity '{id}'.{Nearest.Hint(id, activities.Select(other => other.Id))}", reference.Position);
        }

        KnownMembers.CheckActivity(reference);
        if (!_ancestors.IsBefore(id, activity.Id))
        {
            throw new ExpressionException($"The activity '{id}' need not be done before '{activity.Id}': only what it depends on can be read.", reference.Position);
        }
    }

    // On destroy the order is another one, and what is not there is null.
    private bool IsOpen(Reference reference, int step, string what)
    {
        if (reference.OpenAt == 0 || reference.Steps.Count != step)
        {
            return false;
        }

        return context.IsDestroy || context.IsIndexOpen(reference) ? true : throw new ExpressionException(
            $"Which {what} this reads is not known before the run: the index must be a text, or come from environment, trigger or a list that is written out.", reference.OpenAt);
    }
}
