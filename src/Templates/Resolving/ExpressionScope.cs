using System.Text.Json.Nodes;
using Actors.Templates.Planning;

namespace Actors.Templates.Resolving;

/// <summary>The names that expressions may use.</summary>
internal static class ExpressionScope
{
    /// <summary>Name under which the packed working directory is listed among an activity's files.</summary>
    public const string WorkDirFile = "job.tar.zst";

    /// <summary>What is known before anything has run: <c>environment</c> and <c>trigger</c>.</summary>
    public static JsonObject BeforeRun(EnvironmentFacts facts, JsonNode? triggerPayload)
    {
        var scope = new JsonObject
        {
            ["environment"] = new JsonObject
            {
                ["name"] = facts.EnvironmentName,
                ["id"] = facts.EnvironmentId,
                ["project"] = new JsonObject { ["name"] = facts.Project },
                ["organization"] = new JsonObject { ["name"] = facts.Organisation },
            },
            ["trigger"] = new JsonObject { ["payload"] = triggerPayload?.DeepClone() ?? new JsonObject() },
        };
        return scope;
    }

    /// <summary>What is known while a run goes on: also <c>resource</c>, <c>ctx</c> and <c>#environment</c>.</summary>
    public static JsonObject DuringRun(RunPlan plan, RunFacts facts)
    {
        var resources = new JsonObject();
        foreach (var (name, output) in facts.Outputs.Concat(plan.StaticOutputs))
        {
            resources[name] = new JsonObject { ["output"] = output?.DeepClone() };
        }

        foreach (var (environment, outputs) in facts.StaticEnvironments)
        {
            var inner = new JsonObject();
            foreach (var (name, output) in outputs as JsonObject ?? [])
            {
                inner[name] = new JsonObject { ["output"] = output?.DeepClone() };
            }

            resources[environment] = new JsonObject { ["resource"] = inner };
        }

        var activities = new JsonObject();
        foreach (var (id, workDir) in facts.Artifacts)
        {
            activities[id] = new JsonObject { ["output"] = new JsonObject { ["files"] = new JsonObject { [WorkDirFile] = workDir?.DeepClone() } } };
            if (plan.Find(id) is { Phase: ActivityPhase.Artifact, Resource: { } fetched })
            {
                var resource = resources[fetched] as JsonObject ?? [];
                resource["artifact"] = new JsonObject { ["workdir"] = workDir?.DeepClone() };
                resources[fetched] = resource;
            }
            else if (plan.Find(id) is { Output: OutputOf.Resource, Resource: { } made })
            {
                var resource = resources[made] as JsonObject ?? [];
                var output = resource["output"] as JsonObject ?? [];
                output.TryAdd("workdir", workDir?.DeepClone());
                (resource["output"], resources[made]) = (output, resource);
            }
        }

        var scope = WithResources(BeforeRun(plan.Facts, plan.TriggerPayload), resources);
        scope["ctx"] = new JsonObject { ["activities"] = activities };
        return scope;
    }

    /// <summary>A copy of a scope with resources, by both of the roots that they are read by.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="resources">By name, each with its <c>output</c>; they become part of the copy.</param>
    public static JsonObject WithResources(JsonObject scope, JsonObject resources)
    {
        var whole = (JsonObject)scope.DeepClone();
        whole["resource"] = resources;
        whole["#environment"] = ValuesOf(resources);
        return whole;
    }

    // The outputs by resource and name, without what OpenTofu says about each beside its value.
    private static JsonObject ValuesOf(JsonObject resources)
    {
        var values = new JsonObject();
        foreach (var (name, resource) in resources)
        {
            if (resource?["output"] is JsonObject outputs)
            {
                values[name] = new JsonObject(outputs.Select(output => KeyValuePair.Create(
                    output.Key, (output.Value is JsonObject entry && entry.TryGetPropertyValue("value", out var value) ? value : output.Value)?.DeepClone())));
            }
        }

        return values;
    }
}
