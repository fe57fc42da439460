using System.Text.Json.Nodes;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Templates.Tests.Support;

/// <summary>Outputs of a plan as expressions read them.</summary>
internal static class PlanOutputs
{
    /// <summary>Puts outputs together by resource; those of static resources are there already.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="outputs">Output by activity id; each is an activity of the plan.</param>
    public static JsonObject Of(RunPlan plan, params (string Id, JsonNode Output)[] outputs)
    {
        var view = (JsonObject)plan.StaticOutputs.DeepClone();
        foreach (var (id, output) in outputs)
        {
            var activity = plan.Find(id)!;
            OutputView.Put(view, activity.Resource!, activity.Output == OutputOf.Task ? activity.Task : null, output);
        }

        return view;
    }
}
