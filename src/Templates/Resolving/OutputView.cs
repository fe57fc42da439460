using System.Text.Json.Nodes;

namespace Actors.Templates.Resolving;

/// <summary>The outputs of an environment, what <c>status.output</c> shows and what expressions read: <c>{resource: {name: {value}}}</c>, for custom resources
/// <c>{resource: {tasks: {task: {key}}}}</c>.</summary>
public static class OutputView
{
    /// <summary>Puts the output of one activity into a view.</summary>
    /// <param name="view">The view, an object by resource.</param>
    /// <param name="resource">The activity's resource.</param>
    /// <param name="task">The activity's task of a custom provider; null for other activities, whose output is the resource's.</param>
    /// <param name="output">The output; it becomes part of the view. Null: there is none, and the view stays as it is.</param>
    public static void Put(JsonObject view, string resource, string? task, JsonNode? output)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (output is null)
        {
            return;
        }

        if (task is null)
        {
            view[resource] = output;
            return;
        }

        // A resource whose provider has changed since may still show the outputs of the former one.
        if (view[resource] is not JsonObject entry || entry["tasks"] is not JsonObject tasks)
        {
            tasks = [];
            view[resource] = new JsonObject { ["tasks"] = tasks };
        }

        tasks[task] = output;
    }

    /// <summary>A copy for people, in which outputs that OpenTofu marks sensitive are replaced by <see cref="Reading.SecretRedaction.Marker"/>.</summary>
    /// <param name="view">Outputs by resource.</param>
    /// <returns>The copy.</returns>
    public static JsonObject Redact(JsonObject view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var copy = (JsonObject)view.DeepClone();
        foreach (var output in SensitiveReads.Outputs(copy))
        {
            output["value"] = Reading.SecretRedaction.Marker;
        }

        return copy;
    }
}
