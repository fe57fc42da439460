using Actors.Templates.Kinds;

namespace Actors.Templates.Planning;

/// <summary>Plans one dynamic resource by its provider.</summary>
internal sealed class ResourcePlanner(PlanContext context)
{
    public ResourceActivities Plan(PlannedResource resource)
    {
        if (resource.Template is not { } template)
        {
            return ResourceActivities.None;
        }

        if (HookCheck.HasAny(template.Hooks))
        {
            context.Findings.Error(resource.Document, "spec.hooks", "Hooks are not supported yet; remove them to plan a run.");
        }

        foreach (var (field, handler) in new[]
        {
            ("artifactWorkflowHandler", template.ArtifactWorkflowHandler), ("artifactDriver", template.ArtifactDriver),
            ("providerOptions.workflowHandler", template.ProviderOptions?.WorkflowHandler), ("providerOptions.driver", template.ProviderOptions?.Driver),
        })
        {
            if (handler is { Name.Length: > 0 } or { Data: not null })
            {
                context.Findings.Error(resource.Document, $"spec.{field}", "A handler in this place is not supported yet.");
            }
        }

        switch (template.Provider?.Trim().ToUpperInvariant() ?? "")
        {
            case "CUSTOM":
                return new TaskPlanner(context, resource).Plan();
            case "OPENTOFU":
                return OpenTofu(resource, template.ProviderOptions?.OpenTofu ?? new(), "openTofu");
            case "TERRAFORM":
                return OpenTofu(resource, template.ProviderOptions?.Terraform ?? new(), "terraform");
            case "HCPTERRAFORM" or "SYSTEM" or "PULUMI" or "TERRAGRUNT":
                context.Findings.Error(
                    resource.Document, "spec.provider", $"The provider '{template.Provider}' is not supported yet; opentofu, terraform and custom are.");
                return ResourceActivities.None;
            case "":
                context.Findings.Error(resource.Document, "spec.provider", "The resource template names no provider.");
                return ResourceActivities.None;
            default:
                context.Findings.Error(
                    resource.Document, "spec.provider", $"The provider '{template.Provider}' is not known; opentofu, terraform and custom are supported.");
                return ResourceActivities.None;
        }
    }

    /// <summary>The checkout of a resource, or null when its template names no repository.</summary>
    public static PlannedActivity? Artifact(PlanContext context, PlannedResource resource)
    {
        var options = resource.Template!.RepositoryOptions;
        if (string.IsNullOrWhiteSpace(options?.Name))
        {
            return null;
        }

        var name = options.Name.Trim();
        if (context.Catalog.Find(KindNames.Repository, name) is not { } document)
        {
            var message = EnvironmentModel.Missing(context.Catalog, KindNames.Repository, name, null);
            context.Findings.Error(resource.Document, "spec.repositoryOptions.name", message);
            return null;
        }

        var repository = document.SpecAs<RepositorySpec>();
        if (repository.Type?.Trim() is { Length: > 0 } type && !type.Equals("git", StringComparison.OrdinalIgnoreCase))
        {
            context.Findings.Error(document, "spec.type", $"Repositories of type '{type}' are not supported yet; Git is.");
        }

        DocumentRules.CheckEndpoint(document, repository, context.Findings);
        var agents = context.Agents.Own(AgentLevel.Repository, document, "spec", repository.Agents) ?? context.Agents.For(resource);
        context.CheckAgents(agents);
        return new()
        {
            Id = $"{resource.Name}.artifact",
            Resource = resource.Name,
            Kind = ActivityKind.Git,
            Phase = ActivityPhase.Artifact,
            Agents = agents.Names,
            AgentSources = agents.Sources,
            Timeouts = new() { StartToCloseSeconds = PlanDefaults.GitSeconds },
            MaxAttempts = context.Attempts(document, "spec.options.maxRetries", repository.Options?.MaxRetries, PlanDefaults.GitAttempts),
            Pod = PodRules.Of(resource, context.Findings),
            Job = new GitPlan
            {
                Repository = name,
                Endpoint = repository.Endpoint?.Trim() ?? "",
                Ref = options.Branch?.Trim() ?? "",
                Directory = options.DirectoryPath?.Trim() ?? "",
                Username = repository.Credentials?.Username,
                Password = repository.Credentials?.Password,
                PrivateKey = repository.Credentials?.PrivateKey,
                Insecure = repository.Options?.Insecure ?? false,
                CaCert = repository.Options?.CaCert,
                EnableSubmodules = repository.Options?.EnableSubmodules ?? false,
                EnableLfs = repository.Options?.EnableLFS ?? false,
            },
        };
    }

    private ResourceActivities OpenTofu(PlannedResource resource, TofuOptions options, string field)
    {
        var path = $"spec.providerOptions.{field}";
        var artifact = Artifact(context, resource);
        if (artifact is null)
        {
            context.Findings.Error(resource.Document, "spec.repositoryOptions", "The module comes from a repository: name it in repositoryOptions.");
        }

        var backend = options.BackendType?.Trim().ToUpperInvariant() ?? "";
        if (backend is not ("" or "SYSTEM" or "CUSTOM") || options.WithTerraformCloud == true)
        {
            context.Findings.Error(resource.Document, $"{path}.backendType", "This backend is not supported yet; system and custom are.");
        }

        if (options.Volumes.Count > 0)
        {
            context.Findings.Error(resource.Document, $"{path}.volumes", "Volumes are not supported yet.");
        }

        // Without a word about the backend the controller keeps the state, unless backend configuration is given for the module's own.
        var isSystem = backend == "SYSTEM" || (backend.Length == 0 && (options.UseSystemStateStore ?? options.BackendConfigs.Count == 0));
        var agents = context.Agents.For(resource);
        context.CheckAgents(agents);
        var activity = new PlannedActivity
        {
            Id = $"{resource.Name}.tofu",
            Resource = resource.Name,
            Kind = ActivityKind.OpenTofu,
            Phase = context.IsDestroy ? ActivityPhase.Destroy : ActivityPhase.Apply,
            Agents = agents.Names,
            AgentSources = agents.Sources,
            Timeouts = context.Timeouts(resource.Document, PlanDefaults.OpenTofuSeconds, ($"{path}.timeoutSeconds", options.TimeoutSeconds)),
            DependsOn = artifact is null ? [] : [artifact.Id],
            Pod = PodRules.Of(resource, context.Findings),
            Job = new OpenTofuPlan
            {
                Artifact = artifact?.Id,
                Destroy = context.IsDestroy,
                ToolVersion = options.Version?.Trim() ?? "",
                BackendType = isSystem ? "system" : "custom",
                BackendConfigs = options.BackendConfigs,
                VarFiles = options.VarFiles,
                Refresh = options.Refresh,
                Lock = options.Lock,
                LockTimeoutSeconds = options.LockTimeoutSeconds,
                PluginDirs = options.PluginDirs,
                TargetResources = options.TargetResources,
                Inputs = context.Inputs(resource, handler: null),
            },
        };
        return new(artifact, [activity]);
    }
}
