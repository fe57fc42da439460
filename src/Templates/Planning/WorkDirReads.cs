using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>Finds whose working directories the expressions of a plan read, so that those are kept and their readers get a token for them (<c>token</c> and <c>url</c> of
/// <c>ctx.activities["ID"].output.files["job.tar.zst"]</c>, <c>resource["NAME"].artifact.workdir</c>, <c>resource["NAME"].output.workdir</c>).</summary>
internal sealed class WorkDirReads(PlanContext context, IReadOnlyList<PlannedActivity> activities)
{
    private readonly Lazy<Ancestors> _ancestors = new(() => new(activities));
    private readonly JsonObject _known = ExpressionScope.BeforeRun(context.Request.Facts, context.Request.TriggerPayload);

    /// <summary>The activities, with what they read and what must be kept of them. What has no worker, or leaves no working directory, is a finding.</summary>
    public IReadOnlyList<PlannedActivity> Mark()
    {
        var reads = activities.DistinctBy(activity => activity.Id).ToDictionary(activity => activity.Id, ReadBy, StringComparer.Ordinal);
        var kept = reads.Values.SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
        return kept.Count == 0
            ? activities
            : [.. activities.Select(activity => activity with { ReadsWorkDirs = reads[activity.Id], Job = kept.Contains(activity.Id) ? Keeping(activity.Job) : activity.Job })];
    }

    private List<string> ReadBy(PlannedActivity reader)
    {
        var ids = new List<string>();
        foreach (var value in JobTexts.Of(reader).Where(value => value.Type == ValueType.Expression && value.Value is not null))
        {
            foreach (var (reference, found) in ReferencesOf(value).Select(reference => (reference, SourceOf(reference))).Where(each => each.Item2 is not null))
            {
                // On destroy and in a plan what is read need not run before: it is null then, or not there yet.
                var before = found!.Where(source => _ancestors.Value.IsBefore(source.Id, reader.Id)).ToList();
                ids.AddRange(before.Select(source => source.Id));
                if (Problem(reader, reference, before) is { } problem)
                {
                    context.Report(value.Origin, $"The expression of '{context.NameOf(value)}' cannot be carried out: {problem}");
                }
            }
        }

        return [.. ids.Distinct(StringComparer.Ordinal)];
    }

    private string? Problem(PlannedActivity reader, Reference reference, List<PlannedActivity> sources) => sources switch
    {
        [] when context.IsDestroy || context.PlansOnly || reference.IsConditional => null,
        [] => $"no activity of this run leaves '{reference}'. A checkout, or what stands in for it, leaves artifact.workdir; OpenTofu leaves output.workdir.",
        _ when reader.Kind == ActivityKind.System => $"'{reader.Id}' is the controller's own work, and a token of a working directory is good for a worker only, while it works.",
        _ => sources.Find(source => source.Job is not (GitPlan or OpenTofuPlan or FunctionPlan or ContainerPlan)) is { } other ? $"'{other.Id}' is of kind {other.Kind} and has no working directory." : null,
    };

    // Null: it reads no working directory.
    private IEnumerable<PlannedActivity>? SourceOf(Reference reference) => (reference.NameAt(0), reference.NameAt(2)) switch
    {
        ("ctx", { } id) when reference.NameAt(1) == "activities" => activities.Where(each => each.Id == id),
        ("resource", "artifact") => activities.Where(each => each.Resource == reference.NameAt(1) && each.Phase == ActivityPhase.Artifact),
        ("resource", "output") when reference.NameAt(3) == "workdir" => activities.Where(each => each.Resource == reference.NameAt(1) && each.Output == OutputOf.Resource),
        _ => null,
    };

    private static PlannedJob Keeping(PlannedJob job) => job switch
    {
        OpenTofuPlan tofu => tofu with { KeepsWorkDir = true },
        FunctionPlan function => function with { KeepsWorkDir = true },
        ContainerPlan container => container with { KeepsWorkDir = true },
        _ => job,
    };

    private IReadOnlyList<Reference> ReferencesOf(PlannedValue value)
    {
        try
        {
            return TextTemplate.Parse(value.Value!).References(_known);
        }
        catch (ExpressionException)
        {
            // The check of expressions tells it.
            return [];
        }
    }
}
