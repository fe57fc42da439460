using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Tells where every input of an environment comes from.</summary>
public static class ValueReport
{
    /// <summary>The inputs of every resource, as a run would get them, in the order of the template, then those of the environment's own hooks; those of actions and schedules beside them.</summary>
    /// <param name="request">What a run would be planned from.</param>
    /// <returns>The inputs; empty when the template is not there. What is wrong with them is told by planning.</returns>
    public static IReadOnlyList<ReportedValue> Of(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new FindingList();
        return RunPlanner.ModelOf(request, findings) is { } model && new PlanContext(request, model, findings) is var context
            ? [.. Of(context)]
            : [];
    }

    // Of actions and schedules only what is not as in every run.
    private static IEnumerable<ReportedValue> Of(PlanContext context)
    {
        var triggers = TriggerInputs.All(context);
        foreach (var (resource, jobs) in InputJobs.All(context))
        {
            var always = Of(resource, jobs).ToList();
            var known = always.Select(Same).ToHashSet();
            foreach (var value in always.Concat(triggers[resource].SelectMany(job => job.Inputs.Select(input => Report(resource, input) with { Task = job.Task })).Where(value => !known.Contains(Same(value)))))
            {
                yield return value;
            }
        }
    }

    private static (InputKind Kind, string Name, string? From, string? Type) Same(ReportedValue value) => (value.Kind, value.Name, value.From?.ToString(), value.Type);

    private static IEnumerable<ReportedValue> Of(string resource, IReadOnlyList<(string? Task, IReadOnlyList<MergedInput> Inputs)> jobs)
    {
        var reported = jobs.SelectMany(job => job.Inputs.Select(input => (job.Task, Value: Report(resource, input)))).ToList();
        foreach (var same in reported.GroupBy(each => (each.Value.Kind, each.Value.Name)))
        {
            var distinct = same.DistinctBy(each => Same(each.Value)).Count();
            foreach (var (task, value) in distinct == 1 && same.Count() == jobs.Count ? same.Take(1).Select(each => (Task: (string?)null, each.Value)) : same)
            {
                yield return value with { Task = task };
            }
        }
    }

    private static ReportedValue Report(string resource, MergedInput input) => new()
    {
        Resource = resource,
        Kind = input.Kind,
        Name = input.Name,
        Type = input.Kind == InputKind.File ? null : input.Type.ToLowerInvariant(),
        MountPath = input.Kind == InputKind.File ? input.MountPath : null,
        Sensitive = input.Sensitive,
        Required = input.Definitions.Any(each => each.Options?.Required == true),
        Immutable = input.FixedBy is not null,
        From = input.Winner is { } winner ? Place(input, winner) : null,
        Overridden =
        [
            .. input.Definitions.Where(each => each.Value is not null && !ReferenceEquals(each, input.Winner))
                .Select(each => Place(input, each) with { Refused = input.Refused.FirstOrDefault(refused => ReferenceEquals(refused.Definition, each)).Message }),
        ],
    };

    private static ValuePlace Place(MergedInput input, Definition definition) => new(
        definition.Document.Subject, definition.ValuePath, definition.Value is not { Length: > 0 } value ? definition.Value : input.Sensitive ? SecretRedaction.Marker : Cut(value));

    private static string Cut(string value) => value.Length <= ReportedValue.MaxText ? value : value[..(ReportedValue.MaxText - 1)] + "…";
}
