using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Resources;

/// <summary>Plans one dynamic resource by its provider, with the hooks around it.</summary>
internal sealed class ResourcePlanner(PlanContext context)
{
    /// <summary>The activities of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="start">Ids of the activities that everything in the run waits for.</param>
    /// <param name="before">Ids of the activities of other resources that it waits for.</param>
    /// <returns>The activities, and the ids that the next resource waits for; those of <paramref name="before"/> when there is nothing to do.</returns>
    public (IReadOnlyList<PlannedActivity> Activities, IReadOnlyList<string> Ends) Plan(PlannedResource resource, IReadOnlyList<string> start, IReadOnlyList<string> before)
    {
        if (resource.Template is not { } template)
        {
            return ([], before);
        }

        if (context.PlansOnly)
        {
            return Plans(resource, template, before);
        }

        ProviderFields.Check(resource.Document, template, context.Findings);
        var hooks = new HookPlanner(context, resource);
        var chain = new Chain(before.Count > 0 ? before : start);
        chain.Then(hooks.OnInit(template.Hooks?.OnInit));
        var hasInit = chain.Activities.Count > 0;
        var work = Work(resource, template);
        if (work.Artifact is { } artifact && !work.IsEmpty)
        {
            if (hasInit)
            {
                chain.Then([artifact]);
            }
            else
            {
                // Code is fetched while other resources are made.
                chain.Beside([artifact], start);
            }
        }

        foreach (var stage in work.Stages)
        {
            chain.Then(stage);
        }

        var ends = hooks.AtEnd(chain, template.Hooks?.OnSuccess, template.Hooks?.OnFailure, template.Hooks?.OnCompletion);
        return chain.Activities.Count == 0 ? ([], before) : (chain.Activities, ends);
    }

    // A plan changes nothing that another resource could wait for; what a system resource publishes is known to those behind it.
    private (IReadOnlyList<PlannedActivity> Activities, IReadOnlyList<string> Ends) Plans(PlannedResource resource, ResourceTemplateSpec template, IReadOnlyList<string> before)
    {
        var isSystem = template.Provider?.Trim().Equals("system", StringComparison.OrdinalIgnoreCase) == true;
        var work = isSystem ? (context.IsDestroy ? ResourceWork.None : new(null, [[SystemActivity(resource, template)]])) : Work(resource, template);
        if (work.IsEmpty)
        {
            return ([], before);
        }

        var chain = new Chain(before);
        if (work.Artifact is { } artifact)
        {
            chain.Beside([artifact], []);
        }

        foreach (var stage in work.Stages)
        {
            chain.Then(stage);
        }

        return (chain.Activities, isSystem ? chain.Ends : before);
    }

    private ResourceWork Work(PlannedResource resource, ResourceTemplateSpec template)
    {
        switch (template.Provider?.Trim().ToUpperInvariant() ?? "")
        {
            case "CUSTOM":
                return Custom(resource, template.ProviderOptions?.Custom ?? new());
            case "OPENTOFU":
                return new TofuPlanner(context, resource, "openTofu").Plan(template.ProviderOptions?.OpenTofu ?? new(), template.Hooks?.Provider?.OpenTofu);
            case "TERRAFORM":
                return new TofuPlanner(context, resource, "terraform").Plan(template.ProviderOptions?.Terraform ?? new(), template.Hooks?.Provider?.Terraform);
            case "SYSTEM":
                return System(resource, template);
            case "HCPTERRAFORM" or "PULUMI" or "TERRAGRUNT":
                context.Unsupported(
                    resource.Document, "spec.provider", $"The provider '{template.Provider}' is not supported yet; opentofu, terraform, custom and system are.");
                return ResourceWork.None;
            case "":
                context.Findings.Error(resource.Document, "spec.provider", "The resource template names no provider.");
                return ResourceWork.None;
            default:
                context.Findings.Error(resource.Document, "spec.provider", KnownWords.Unknown<ResourceTemplateSpec>(nameof(ResourceTemplateSpec.Provider), template.Provider));
                return ResourceWork.None;
        }
    }

    private ResourceWork Custom(PlannedResource resource, WorkflowTasks custom)
    {
        const string path = "spec.providerOptions.custom.tasks";
        if (custom.Tasks.Count == 0)
        {
            context.Findings.Error(resource.Document, path, "The provider custom needs at least one task.");
            return ResourceWork.None;
        }

        if (context.PlansOnly || (context.IsDestroy && custom.ReverseOnDestroy != true))
        {
            return ResourceWork.None;
        }

        var artifact = new ArtifactPlanner(context).Plan(resource);
        var place = new StepPlace(resource.Document, path, $"{resource.Name}.task.", resource, Hook: null) { Artifact = artifact?.Id, Output = OutputOf.Task };
        var tasks = new StepPlanner(context).Plan(place, custom.Tasks, isReversed: context.IsDestroy);
        return new(artifact, [[.. tasks.Select(task => artifact is null ? task : task with { DependsOn = [artifact.Id, .. task.DependsOn] })]]);
    }

    // It has nothing that a worker could do: what its variables say is what other resources read.
    private ResourceWork System(PlannedResource resource, ResourceTemplateSpec template)
    {
        var hooks = new HookPlanner(context, resource);
        var (path, phase, around) = context.IsDestroy
            ? ("spec.hooks.provider.system.destroy.destroy", "destroy", template.Hooks?.Provider?.System?.Destroy?.Destroy)
            : ("spec.hooks.provider.system.deploy.apply", "apply", template.Hooks?.Provider?.System?.Deploy?.Apply);
        var before = hooks.Around(path, phase, "before", around, artifact: null);
        var after = hooks.Around(path, phase, "after", around, artifact: null);
        return context.IsDestroy ? new(null, [before, after]) : new(null, [before, [SystemActivity(resource, template)], after]);
    }

    private PlannedActivity SystemActivity(PlannedResource resource, ResourceTemplateSpec template) => new()
    {
        Id = $"{resource.Name}.system",
        Resource = resource.Name,
        Kind = ActivityKind.System,
        Phase = ActivityPhase.Apply,
        Output = OutputOf.Resource,
        Origin = $"{resource.Document.Subject} spec.provider",
        Timeouts = new() { StartToCloseSeconds = PlanDefaults.HttpSeconds },
        Job = new SystemPlan { SystemKind = template.ProviderOptions?.System?.Kind?.Trim().ToLowerInvariant() ?? "", Inputs = context.Inputs(resource, handler: null) },
    };
}
