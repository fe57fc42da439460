using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Kinds;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>What expressions may read of resources, as far as it is known before anything runs: all of static resources, the names of tasks and of the variables of system resources.</summary>
internal sealed class KnownOutputs
{
    private readonly JsonObject _resources = [];

    // How many steps behind the name of a resource are known.
    private readonly Dictionary<string, int> _depth = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tofu = new(StringComparer.Ordinal);
    private readonly ExpressionBudget _budget = new();
    private readonly JsonObject _beforeRun;

    public KnownOutputs(PlanContext context, ILookup<string?, PlannedActivity> byResource)
    {
        _beforeRun = ExpressionScope.BeforeRun(context.Request.Facts, context.Request.TriggerPayload);
        foreach (var resource in context.Model.Resources)
        {
            var (shape, depth) = resource.Document.Spec switch
            {
                ResourceSpec => Static(resource, context.IsDestroy || (context.Request.IsPayloadOpen && StaticValues.ReadsPayload(resource))),
                EnvironmentSpec environment => Inner(environment, context.Catalog),
                _ => Dynamic(resource, byResource[resource.Name]),
            };
            _resources[resource.Name] = shape;
            if (byResource[resource.Name].FirstOrDefault(each => each.Output != OutputOf.None) is { Output: OutputOf.Resource, Job: OpenTofuPlan })
            {
                _tofu.Add(resource.Name);
            }

            _depth[resource.Name] = depth;
        }

        Scope = ExpressionScope.WithResources(_beforeRun, _resources);
    }

    /// <summary>The roots that expressions may read.</summary>
    public JsonObject Scope { get; }

    /// <summary>Whether the value of what is read is known, or that it does not exist.</summary>
    public bool IsKnown(Reference reference) => reference.NameAt(0) switch
    {
        "resource" or "#environment" => reference.NameAt(1) is { } name && _depth.GetValueOrDefault(name) == int.MaxValue,
        { } root => _beforeRun.ContainsKey(root),
        null => false,
    };

    /// <summary>Checks the names of a reference to a resource, as far as they are known.</summary>
    /// <exception cref="ExpressionException">It has no such name.</exception>
    public void Check(Reference reference)
    {
        if (_tofu.Contains(reference.NameAt(1)!))
        {
            KnownMembers.CheckTofuOutput(reference);
        }

        var isValue = reference.NameAt(0) == "#environment";
        var depth = _depth[reference.NameAt(1)!];
        var known = depth == int.MaxValue ? reference.Steps.Count : Math.Min(reference.Steps.Count, 2 + depth - (isValue ? 1 : 0));
        if (known > 2 && !reference.IsConditional)
        {
            (reference with { Steps = [.. reference.Steps.Take(known)] }).CheckExists(Scope);
        }
    }

    // Where a value cannot be had, which is told elsewhere, or is null for want of a name, the names are known still.
    private (JsonObject Shape, int Depth) Static(PlannedResource resource, bool missingIsNull)
    {
        var findings = new FindingList();
        var outputs = StaticValues.Of(resource, _beforeRun, missingIsNull, findings, _budget);
        return (new() { ["output"] = outputs }, findings.HasErrors || missingIsNull ? 2 : int.MaxValue);
    }

    // On a server the environment may be on another version of its template than the stored one; of files there is only the one.
    private static (JsonObject Shape, int Depth) Inner(EnvironmentSpec environment, Catalog catalog) =>
        catalog.IsOfFiles && catalog.Find(KindNames.EnvironmentTemplate, environment.Template?.Name?.Trim() ?? "", environment.Template?.Version?.Trim()) is { Spec: EnvironmentTemplateSpec template }
            ? (new() { ["resource"] = Names(template.Resources.Select(each => each.Name?.Trim() ?? "")) }, 2)
            : (new() { ["resource"] = null }, 1);

    // What is not made by this run may have been made by another version of its template.
    private static (JsonObject Shape, int Depth) Dynamic(PlannedResource resource, IEnumerable<PlannedActivity> activities)
    {
        var (output, depth) = (new JsonObject(), 1);
        switch (activities.FirstOrDefault(each => each.Output != OutputOf.None))
        {
            case { Output: OutputOf.Task }:
                output["tasks"] = Names((resource.Template?.ProviderOptions?.Custom?.Tasks ?? []).Select(task => task.Name?.Trim() ?? ""));
                depth = 3;
                break;
            case { Job: SystemPlan system }:
                output = Names(system.Inputs.Variables.Select(each => each.Name));
                depth = 2;
                break;
        }

        output["workdir"] = WorkDir();
        return (new() { ["output"] = output, ["artifact"] = new JsonObject { ["workdir"] = WorkDir() } }, depth);
    }

    private static JsonObject WorkDir() => new() { ["token"] = "", ["url"] = "" };

    private static JsonObject Names(IEnumerable<string> names) => new(names.Distinct(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject())));
}
