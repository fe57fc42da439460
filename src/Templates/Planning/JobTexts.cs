namespace Actors.Templates.Planning;

/// <summary>The values of a job in which expressions are evaluated.</summary>
internal static class JobTexts
{
    /// <summary>The values, from wherever they come; those without expressions too.</summary>
    public static IEnumerable<PlannedValue> Of(PlannedActivity activity) => activity.Job switch
    {
        FunctionPlan function => Of(function.Inputs),
        OpenTofuPlan tofu => [.. Of(tofu.Inputs), .. tofu.BackendConfigs.Select(config => Backend(activity, config))],
        ContainerPlan container => [.. Of(container.Inputs), .. container.KubeConfig is { } config ? [config] : Array.Empty<PlannedValue>()],
        HttpPlan http => [http.Endpoint, .. http.Headers, .. http.Body is { } body ? [body] : Array.Empty<PlannedValue>()],
        SystemPlan system => Of(system.Inputs),
        _ => [],
    };

    /// <summary>A backend configuration as a value.</summary>
    public static PlannedValue Backend(PlannedActivity activity, string text) => new()
    {
        Name = "backendConfigs",
        Type = ValueType.Expression,
        Value = text,
        Origin = $"{Origin.Split(activity.Origin).Subject} spec.providerOptions",
    };

    private static IEnumerable<PlannedValue> Of(JobInputs inputs) => inputs.Variables.Concat(inputs.Envs);
}
