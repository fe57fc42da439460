namespace Actors.Templates.Planning;

/// <summary>The values of a job in which expressions are evaluated.</summary>
internal static class JobTexts
{
    // Plans of older programs do not say which field of it.
    private const string Options = "spec.providerOptions";

    /// <summary>The values, from wherever they come; those without expressions too.</summary>
    public static IEnumerable<PlannedValue> Of(PlannedActivity activity) => activity.Job switch
    {
        FunctionPlan function => Of(function.Inputs),
        OpenTofuPlan tofu => [.. Of(tofu.Inputs), .. tofu.BackendConfigs.Select((config, i) => Backend(activity, config, i))],
        ContainerPlan container => [.. Of(container.Inputs), .. container.KubeConfig is { } config ? [config] : Array.Empty<PlannedValue>()],
        HttpPlan http => [http.Endpoint, .. http.Headers, .. http.Body is { } body ? [body] : Array.Empty<PlannedValue>()],
        SystemPlan system => Of(system.Inputs),
        _ => [],
    };

    /// <summary>One of the backend configurations of an activity as a value.</summary>
    public static PlannedValue Backend(PlannedActivity activity, string text, int index) => new()
    {
        Name = "backendConfigs",
        Type = ValueType.Expression,
        Value = text,
        Origin = Origin.Split(activity.Origin) is var (subject, path) && path.StartsWith(Options + '.', StringComparison.Ordinal) ? $"{subject} {path}.backendConfigs[{index}]" : $"{subject} {Options}",
    };

    private static IEnumerable<PlannedValue> Of(JobInputs inputs) => inputs.Variables.Concat(inputs.Envs);
}
