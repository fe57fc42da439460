using System.Text.Json.Nodes;
using Actors.Templates.Planning;

namespace Actors.Templates.Resolving;

/// <summary>The outputs of an environment: what <c>status.output</c> shows and what expressions read.</summary>
public static class OutputView
{
    /// <summary>Puts the outputs of activities together by resource.</summary>
    /// <param name="plan">The plan that the activities belong to.</param>
    /// <param name="activityOutputs">Output by activity id: of a function its JSON object, of OpenTofu the object of <c>tofu output -json</c>.
    /// Ids that the plan lacks are left out.</param>
    /// <returns><c>{resource: {name: {value}}}</c>, for custom resources <c>{resource: {tasks: {task: {key}}}}</c>; static resources included.</returns>
    public static JsonObject Build(RunPlan plan, IReadOnlyDictionary<string, JsonNode?> activityOutputs)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(activityOutputs);
        var view = (JsonObject)plan.StaticOutputs.DeepClone();
        foreach (var activity in plan.Activities)
        {
            if (activity.Kind == ActivityKind.Git || !activityOutputs.TryGetValue(activity.Id, out var output) || output is null)
            {
                continue;
            }

            if (activity.Task is null)
            {
                view[activity.Resource] = output.DeepClone();
                continue;
            }

            if (view[activity.Resource] is not JsonObject resource)
            {
                view[activity.Resource] = resource = new JsonObject { ["tasks"] = new JsonObject() };
            }

            resource["tasks"]![activity.Task] = output.DeepClone();
        }

        return view;
    }

    /// <summary>A copy for people, in which outputs that OpenTofu marks sensitive are replaced by <see cref="Reading.SecretRedaction.Marker"/>.</summary>
    /// <param name="view">What <see cref="Build"/> gave.</param>
    /// <returns>The copy.</returns>
    public static JsonObject Redact(JsonObject view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var copy = (JsonObject)view.DeepClone();
        foreach (var output in copy.Select(resource => resource.Value).OfType<JsonObject>().SelectMany(resource => resource).Select(entry => entry.Value))
        {
            if (output is JsonObject entry && entry["sensitive"] is JsonValue mark && mark.TryGetValue<bool>(out var sensitive) && sensitive)
            {
                entry["value"] = Reading.SecretRedaction.Marker;
            }
        }

        return copy;
    }
}
