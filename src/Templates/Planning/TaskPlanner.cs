using Actors.Templates.Kinds;

namespace Actors.Templates.Planning;

/// <summary>Plans the tasks of a resource with provider custom.</summary>
internal sealed class TaskPlanner(PlanContext context, PlannedResource resource)
{
    private const string Root = "spec.providerOptions.custom";
    private readonly WorkflowTasks _custom = resource.Template!.ProviderOptions?.Custom ?? new();
    private readonly Dictionary<string, (TaskSpec Task, string Path)> _tasks = new(StringComparer.Ordinal);

    public ResourceActivities Plan()
    {
        Collect();
        if (_tasks.Count == 0)
        {
            context.Findings.Error(resource.Document, $"{Root}.tasks", "The provider custom needs at least one task.");
            return ResourceActivities.None;
        }

        var names = _tasks.Keys.ToList();
        var before = Order(names);
        if (Graph.Cycle(names, name => before[name]) is { } cycle)
        {
            context.Findings.Error(resource.Document, $"{Root}.tasks", $"The tasks depend on each other in a circle: {cycle}.");
            return ResourceActivities.None;
        }

        if (context.IsDestroy)
        {
            if (_custom.ReverseOnDestroy != true)
            {
                return ResourceActivities.None;
            }

            before = Reverse(before);
        }

        var skipped = names.Where(name => context.IsDestroy && _tasks[name].Task.SkipConfig?.SkipOnDestroy == true).ToHashSet(StringComparer.Ordinal);
        var artifact = skipped.Count == names.Count ? null : ResourcePlanner.Artifact(context, resource);
        var order = Graph.Order(names, name => before[name]);
        return new(
            artifact,
            [.. order.Where(name => !skipped.Contains(name)).Select(name => Activity(name, Unskipped(before[name], before, skipped), artifact)).OfType<PlannedActivity>()]);
    }

    private void Collect()
    {
        for (var i = 0; i < _custom.Tasks.Count; i++)
        {
            var (task, path) = (_custom.Tasks[i], $"{Root}.tasks[{i}]");
            var name = task.Name?.Trim() ?? "";
            if (name.Length is 0 or > 200 || name.Any(character => char.IsControl(character) || character == '/'))
            {
                context.Findings.Error(resource.Document, $"{path}.name", "A task needs a name of 1 to 200 characters without '/'.");
            }
            else if (!_tasks.TryAdd(name, (task, path)))
            {
                context.Findings.Error(resource.Document, $"{path}.name", $"The task '{name}' is there twice.");
            }
        }
    }

    // Without any dependsOn tasks run one after the other as listed.
    private Dictionary<string, List<string>> Order(List<string> names)
    {
        var before = names.ToDictionary(name => name, _ => new List<string>(), StringComparer.Ordinal);
        if (_tasks.Values.All(entry => entry.Task.DependsOn.Count == 0))
        {
            for (var i = 1; i < names.Count; i++)
            {
                before[names[i]].Add(names[i - 1]);
            }

            return before;
        }

        foreach (var (name, (task, path)) in _tasks)
        {
            for (var i = 0; i < task.DependsOn.Count; i++)
            {
                var other = task.DependsOn[i].Trim();
                if (_tasks.ContainsKey(other))
                {
                    before[name].Add(other);
                }
                else
                {
                    var hint = Reading.Nearest.Hint(other, names);
                    context.Findings.Error(resource.Document, $"{path}.dependsOn[{i}]", $"There is no task '{other}'.{hint}");
                }
            }
        }

        return before;
    }

    private static Dictionary<string, List<string>> Reverse(Dictionary<string, List<string>> before) =>
        before.Keys.ToDictionary(
            name => name,
            name => before.Where(entry => entry.Value.Contains(name)).Select(entry => entry.Key).ToList(),
            StringComparer.Ordinal);

    // The order passes through tasks that are left out.
    private static IEnumerable<string> Unskipped(IEnumerable<string> names, Dictionary<string, List<string>> before, HashSet<string> skipped) =>
        names.SelectMany(name => skipped.Contains(name) ? Unskipped(before[name], before, skipped) : [name]).Distinct(StringComparer.Ordinal);

    private PlannedActivity? Activity(string name, IEnumerable<string> before, PlannedActivity? artifact)
    {
        var (task, path) = _tasks[name];
        if (!TaskSupport.Check(resource.Document, path, task, context.Findings)
            || HandlerLookup.Of(resource.Document, path, task, context.Catalog, context.Findings) is not { } handler
            || TaskSupport.Function(handler, artifact is not null, context.Findings) is not { } function)
        {
            return null;
        }

        var agents = context.Agents.Own(AgentLevel.Task, resource.Document, path, task.Agents) ?? context.Agents.For(resource);
        context.CheckAgents(agents);
        return new()
        {
            Id = $"{resource.Name}.task.{name}",
            Resource = resource.Name,
            Task = name,
            Kind = ActivityKind.Function,
            Phase = context.IsDestroy ? ActivityPhase.Destroy : ActivityPhase.Apply,
            DependsOn = [.. artifact is null ? [] : new[] { artifact.Id }, .. before.Select(other => $"{resource.Name}.task.{other}")],
            ContinueOnFailure = "continue".Equals(task.OnFailure?.Trim(), StringComparison.OrdinalIgnoreCase),
            Agents = agents.Names,
            AgentSources = agents.Sources,
            Timeouts = context.Timeouts(
                resource.Document,
                PlanDefaults.FunctionSeconds,
                ($"{path}.timeoutSeconds", task.TimeoutSeconds),
                ($"{handler.Path}.timeoutSeconds", handler.Config.TimeoutSeconds)),
            MaxAttempts = context.Attempts(handler.Document, $"{handler.Path}.maxRetryCount", handler.Config.MaxRetryCount, 1),
            Size = SizeRules.Of(handler.Document, $"{handler.Path}.function", function, context.Findings),
            Pod = PodRules.Of(resource, handler.Document, $"{handler.Path}.function.kubeOptions", function.KubeOptions, context.Findings),
            Job = new FunctionPlan
            {
                Artifact = artifact?.Id,
                Name = string.IsNullOrWhiteSpace(function.Name) ? name : function.Name.Trim(),
                Language = "bash",
                Source = string.IsNullOrWhiteSpace(function.Source) ? null : function.Source,
                EventSourceName = context.Request.Facts.EnvironmentName,
                EventType = context.IsDestroy ? "destroy" : "deploy",
                Inputs = context.Inputs(resource, handler),
            },
        };
    }
}
