namespace Actors.Templates.Planning;

/// <summary>Holds an environment to the immutable values that it was first deployed with.</summary>
internal static class FixedCheck
{
    /// <summary>The immutable values as they would be launched; those that changed are findings.</summary>
    public static IReadOnlyList<FixedValue> Check(PlanContext context)
    {
        // What was launched can be taken down, whatever its documents have come to say.
        if (context.IsDestroy)
        {
            return [];
        }

        var environment = context.Request.Launch?.Environment ?? context.Request.Facts.EnvironmentId;
        var before = Before(context.Request.Launch?.Fixed ?? []);
        var result = new List<FixedValue>();
        foreach (var (resource, jobs) in InputJobs.All(context))
        {
            foreach (var (task, inputs) in jobs)
            {
                foreach (var input in inputs.Where(input => input.FixedBy is not null))
                {
                    var value = FixedValue.Of(environment, resource, task, input);
                    result.Add(value);
                    if (before.TryGetValue(KeyOf(value), out var first) && first.Digest != value.Digest)
                    {
                        Refuse(context, input, first);
                    }
                }
            }
        }

        return result;
    }

    // Hooks that did not run then may share a name: the first counts.
    private static Dictionary<(string Resource, string Task, InputKind Kind, string Name), FixedValue> Before(IReadOnlyList<FixedValue> values) =>
        values.GroupBy(KeyOf).ToDictionary(group => group.Key, group => group.First());

    private static (string Resource, string Task, InputKind Kind, string Name) KeyOf(FixedValue value) => (value.Resource, value.Task, value.Kind, value.Name);

    private static void Refuse(PlanContext context, MergedInput input, FixedValue first)
    {
        var rule = input.FixedBy!;
        var (document, path) = input.Winner is { } winner ? (winner.Document, winner.ValuePath) : (context.Request.Environment, "spec");
        var came = first.From.Length == 0 ? "It had no value" : $"Its first value came from {first.From}";
        context.Findings.Error(
            document,
            path,
            $"'{input.Name}' of {(first.Resource.Length == 0 ? "the environment's hooks" : $"the resource '{first.Resource}'")} is immutable, as {rule.Origin} demands, and was deployed with another value. {came}: put that back, or destroy the environment first.");
    }
}
