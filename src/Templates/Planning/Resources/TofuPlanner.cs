using Actors.Templates.Kinds;
using Actors.Templates.Planning.Jobs;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Resources;

/// <summary>Plans a resource that OpenTofu or terraform makes: one activity, split where hooks stand between its phases.</summary>
/// <param name="context">What is planned.</param>
/// <param name="resource">The resource.</param>
/// <param name="field">Name of the provider's fields: <c>openTofu</c> or <c>terraform</c>.</param>
internal sealed class TofuPlanner(PlanContext context, PlannedResource resource, string field)
{
    private readonly string _path = $"spec.providerOptions.{field}";
    private readonly string[] _phases = context.PlansOnly ? ["init", "plan"] : context.IsDestroy ? ["init", "plan", "destroy"] : ["init", "plan", "apply", "output"];

    public ResourceWork Plan(TofuOptions options, ProviderEventHooks? hooks)
    {
        var artifact = new ArtifactPlanner(context).Plan(resource);
        if (artifact is null)
        {
            context.Findings.Error(resource.Document, "spec.repositoryOptions", "The module comes from a repository: name it in repositoryOptions.");
            return ResourceWork.None;
        }

        if (Activity(options, artifact.Id) is not { } whole)
        {
            return ResourceWork.None;
        }

        var around = _phases.Select(phase => (Before: Hooks(hooks, phase, "before"), After: Hooks(hooks, phase, "after"))).ToList();
        var stages = new List<IReadOnlyList<PlannedActivity>>();
        var (first, workDir) = (0, artifact.Id);
        var (planned, planOf) = (Array.IndexOf(_phases, "plan"), default(string));
        for (var i = 0; i < _phases.Length; i++)
        {
            stages.Add(From(around[i].Before, workDir, isFirst: i == 0));
            var isLast = i == _phases.Length - 1;
            if (isLast || around[i].After.Count + around[i + 1].Before.Count > 0)
            {
                var piece = Piece(whole, first, i, workDir, planOf, isKept: !isLast || around[i].After.Count > 0);
                planOf = first <= planned && planned <= i ? piece.Id : planOf;
                stages.Add([piece]);
                (first, workDir) = (i + 1, piece.Id);
            }

            stages.Add(From(around[i].After, workDir, isFirst: false));
        }

        return new(artifact, stages);
    }

    private IReadOnlyList<PlannedActivity> Hooks(ProviderEventHooks? hooks, string phase, string side)
    {
        if (context.PlansOnly)
        {
            return [];
        }

        var (name, of) = context.IsDestroy ? ("destroy", hooks?.Destroy) : ("deploy", hooks?.Deploy);
        var around = phase switch
        {
            "init" => of?.Init,
            "plan" => of?.Plan,
            "apply" => of?.Apply,
            "destroy" => of?.Destroy,
            _ => of?.Output,
        };

        // The working directory is known once the phases are split; that there is one is known now.
        return new HookPlanner(context, resource).Around($"spec.hooks.provider.{field}.{name}.{phase}", phase, side, around, $"{resource.Name}.artifact");
    }

    // What comes before the first phase waits for the code, which is fetched beside the chain.
    private static IReadOnlyList<PlannedActivity> From(IReadOnlyList<PlannedActivity> hooks, string workDir, bool isFirst) =>
    [
        .. hooks.Select(hook => hook with
        {
            Job = hook.Job.Artifact is null ? hook.Job : hook.Job with { Artifact = workDir },
            DependsOn = isFirst ? [workDir, .. hook.DependsOn] : hook.DependsOn,
        }),
    ];

    private PlannedActivity Piece(PlannedActivity whole, int first, int last, string workDir, string? planOf, bool isKept)
    {
        var phases = _phases[first..(last + 1)];
        var isWhole = phases.Length == _phases.Length && !context.PlansOnly;
        var changes = phases.FirstOrDefault(phase => phase is "apply" or "destroy");
        return whole with
        {
            Id = $"{resource.Name}.{(isWhole ? "tofu" : changes ?? phases[^1])}",
            Phase = changes is null ? ActivityPhase.Plan : whole.Phase,
            DependsOn = workDir == $"{resource.Name}.artifact" ? [workDir] : [],
            Output = phases.Contains("output") ? OutputOf.Resource : OutputOf.None,
            Job = (OpenTofuPlan)whole.Job with { Artifact = workDir, Phases = isWhole ? [] : phases, KeepsWorkDir = isKept, PlanOf = changes is null ? null : planOf },
        };
    }

    private PlannedActivity? Activity(TofuOptions options, string artifact)
    {
        var backend = options.BackendType?.Trim().ToUpperInvariant() ?? "";
        if (backend is not ("" or "SYSTEM" or "CUSTOM" or "TERRAFORM_CLOUD"))
        {
            context.Findings.Error(resource.Document, $"{_path}.backendType", KnownWords.Unknown<TofuOptions>(nameof(TofuOptions.BackendType), options.BackendType));
        }
        else if (backend == "TERRAFORM_CLOUD" || options.WithTerraformCloud == true)
        {
            context.Unsupported(resource.Document, $"{_path}.backendType", "This backend is not supported yet; system and custom are.");
        }

        if (options.LockTimeoutSeconds is < 0 or > PlanDefaults.MaxSeconds)
        {
            context.DeployFindings.Error(resource.Document, $"{_path}.lockTimeoutSeconds", $"The wait for the lock must be between 0 and {PlanDefaults.MaxSeconds} seconds.");
        }

        // Without a word about the backend the controller keeps the state, unless backend configuration is given for the module's own.
        var isSystem = backend == "SYSTEM" || (backend.Length == 0 && (options.UseSystemStateStore ?? options.BackendConfigs.Count == 0));
        var agents = context.Agents.For(resource);
        context.CheckAgents(agents);
        var (isOk, handler) = Handler();
        if (!isOk)
        {
            return null;
        }

        var containers = new ContainerJobs(context);
        var inputs = context.Inputs(resource, handler);
        var container = handler?.Config.Container;
        return new()
        {
            Id = "",
            Resource = resource.Name,
            Kind = ActivityKind.OpenTofu,
            Phase = context.IsDestroy ? ActivityPhase.Destroy : ActivityPhase.Apply,
            Agents = agents.Names,
            AgentSources = agents.Sources,
            Origin = $"{resource.Document.Subject} {_path}",
            Timeouts = context.Timeouts(
                resource.Document, PlanDefaults.OpenTofuSeconds, ($"{_path}.timeoutSeconds", options.TimeoutSeconds), ($"{handler?.Path}.timeoutSeconds", handler?.Config.TimeoutSeconds)),
            Size = container is null ? null : SizeRules.Of(handler!.Document, $"{handler.Path}.container", container, context.Findings),
            Pod = container is null ? PodRules.Of(resource, context.Findings)
                : PodRules.Of(resource, handler!.Document, $"{handler.Path}.container.kubeOptions", container.KubeOptions, context.Findings),
            Job = new OpenTofuPlan
            {
                Artifact = artifact,
                Destroy = context.IsDestroy,
                Image = container?.Image?.Trim(),
                Registry = JobValues.Registry(container?.ImagePullCredentials),
                Volumes = [.. containers.Volumes(resource.Document, _path, options.Volumes), .. container is null ? [] : containers.Volumes(handler!.Document, $"{handler.Path}.container", container.Volumes)],
                ToolVersion = options.Version?.Trim() ?? "",
                BackendType = isSystem ? "system" : "custom",
                BackendConfigs = options.BackendConfigs,
                VarFiles = options.VarFiles,
                Refresh = options.Refresh,
                Lock = options.Lock,
                LockTimeoutSeconds = options.LockTimeoutSeconds,
                PluginDirs = options.PluginDirs,
                TargetResources = options.TargetResources,
                Inputs = container is null ? inputs : containers.Inputs(inputs, handler!),
            },
        };
    }

    // A container that the module runs in instead of the agent's own image.
    private (bool IsOk, HandlerLookup? Handler) Handler()
    {
        if (HandlerChoice.OfProvider(resource.Template!) is not var (path, reference))
        {
            return (true, null);
        }

        if (HandlerLookup.Of(resource.Document, path, reference, context.Catalog, context.Findings) is not { } handler)
        {
            return (false, null);
        }

        if (!"container".Equals(handler.Config.Type?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            context.Findings.Error(resource.Document, path, $"The handler of a provider is of type container, whose image has the tool, not '{handler.Config.Type}'.");
            return (false, null);
        }

        return (new ContainerJobs(context).Image(handler.Document, $"{handler.Path}.container", handler.Config.Container?.Image) is not null, handler);
    }
}
