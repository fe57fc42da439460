namespace Actors.Templates.Planning;

/// <summary>Holds an environment to the immutable values that it was first deployed with.</summary>
internal static class FixedCheck
{
    /// <summary>The immutable values as they would be launched; those that changed are findings.</summary>
    public static IReadOnlyList<FixedValue> Check(PlanContext context)
    {
        if (context.IsDestroy)
        {
            return [];
        }

        var environment = context.Request.Launch?.Environment ?? context.Request.Facts.EnvironmentId;
        var before = (context.Request.Launch?.Fixed ?? []).ToDictionary(each => (each.Resource, each.Task, each.Kind, each.Name));
        var result = new List<FixedValue>();
        foreach (var resource in context.Model.Resources.Where(each => each.Template is not null))
        {
            foreach (var (task, inputs) in ValueReport.Jobs(context, resource))
            {
                foreach (var input in inputs.Where(input => input.FixedBy is not null))
                {
                    var value = FixedValue.Of(environment, resource.Name, task, input);
                    result.Add(value);
                    if (before.TryGetValue((value.Resource, value.Task, value.Kind, value.Name), out var first) && first.Digest != value.Digest)
                    {
                        Refuse(context, input, first);
                    }
                }
            }
        }

        return result;
    }

    private static void Refuse(PlanContext context, MergedInput input, FixedValue first)
    {
        var rule = input.FixedBy!;
        var (document, path) = input.Winner is { } winner ? (winner.Document, winner.ValuePath) : (context.Request.Environment, "spec");
        var came = first.From.Length == 0 ? "It had no value" : $"Its first value came from {first.From}";
        context.Findings.Error(
            document,
            path,
            $"'{input.Name}' of the resource '{first.Resource}' is immutable, as {rule.Origin} demands, and was deployed with another value. {came}: put that back, or destroy the environment first.");
    }
}
