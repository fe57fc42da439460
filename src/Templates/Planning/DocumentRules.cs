using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Rules that a document must keep by itself, and warnings about what has no effect yet.</summary>
internal static class DocumentRules
{
    public static void Check(ResourceDocument document, FindingList findings)
    {
        CheckMarkers(document, findings);
        VersionRules.Check(document, findings);
        DestroyProtection.Check(document, findings);
        VariableRules.Check(document, findings);
        ExpressionRules.Check(document, findings);
        Steps(document, findings);
        TriggerRules.Check(document, findings);
        LoneDocument.Check(document, findings);
        if (document.Metadata.Project?.Trim() == OrganisationLevel.Project && document.Spec is not GlobalSettingsSpec)
        {
            findings.Error(document, "metadata.project", $"'{OrganisationLevel.Project}' stands for all projects and holds GlobalSettings only; name a project.");
        }

        switch (document.Spec)
        {
            case AgentSpec agent:
                Agent(document, agent, findings);
                break;
            case GlobalSettingsSpec settings:
                Settings(document, settings, findings);
                break;
            case RepositorySpec repository:
                Repository(document, repository, findings);
                break;
            case EnvironmentSpec environment:
                Environment(document, environment, findings);
                break;
            case ResourceTemplateSpec template:
                Duplicates(document, "spec.variables", template.Variables, each => each.Name, findings);
                HandlerChoice.CheckTwo(document, "spec.artifactWorkflowHandler", template.ArtifactWorkflowHandler, "spec.artifactDriver", template.ArtifactDriver, findings);
                HandlerChoice.CheckTwo(
                    document, "spec.providerOptions.workflowHandler", template.ProviderOptions?.WorkflowHandler, "spec.providerOptions.driver", template.ProviderOptions?.Driver, findings);
                PodRules.CheckTemplate(document, template.PodTemplate, findings);
                Later(document, "spec.actions", template.Actions.Count > 0, "Actions", findings);
                break;
            case EnvironmentTemplateSpec template:
                Duplicates(document, "spec.variables", template.Variables, each => each.Name, findings);
                ChoiceRule.Check(document, template, findings);
                Later(document, "spec.schedules", template.Schedules.Count > 0, "Schedules", findings);
                Later(document, "spec.actions", template.Actions.Count > 0, "Actions", findings);
                break;
            case ConfigContextSpec context:
                Duplicates(document, "spec.variables", context.Variables, each => each.Name, findings);
                Duplicates(document, "spec.envs", context.Envs, each => each.Key, findings);
                Duplicates(document, "spec.files", context.Files, each => each.Name, findings);
                break;
            case ResourceSpec resource:
                Duplicates(document, "spec.variables", resource.Variables, each => each.Name, findings);
                break;
            case HandlerSpec { Config: null }:
                findings.Error(document, "spec.config", "The workflow handler has no config.");
                break;
            case HandlerSpec { Config: { } config }:
                HandlerRules.Check(document, "spec.config", config, findings);
                break;
            default:
                break;
        }
    }

    /// <summary>A secret that was shown as a marker and applied again without the secret would be used as the secret.</summary>
    public static void CheckMarkers(ResourceDocument document, FindingList findings)
    {
        foreach (var path in SecretRedaction.FindMarkers(document.Raw))
        {
            findings.Error(document, path, "The value is only the mark of a hidden secret; enter the secret itself.");
        }
    }

    /// <summary>An address must be there and hold no password: addresses are shown.</summary>
    public static void CheckEndpoint(ResourceDocument document, RepositorySpec repository, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(repository.Endpoint))
        {
            findings.Error(document, "spec.endpoint", "The repository has no endpoint.");
        }
        else if (Uri.TryCreate(repository.Endpoint.Trim(), UriKind.Absolute, out var uri) && uri.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            findings.Error(document, "spec.endpoint", "The address holds a password, which would be shown; put it into spec.credentials.");
        }
    }

    private static void Agent(ResourceDocument document, AgentSpec agent, FindingList findings)
    {
        if (!AgentName.IsValid(document.Name))
        {
            findings.Error(document, "metadata.name", $"The name must have {AgentName.Rule}.");
        }

        var type = agent.Type?.Trim().ToUpperInvariant() ?? "";
        if (type.Length == 0 || !KnownWords.Has<AgentSpec>(nameof(AgentSpec.Type), type))
        {
            findings.Error(document, "spec.type", type.Length == 0 ? "The agent names no type: Cluster or Docker." : KnownWords.Unknown<AgentSpec>(nameof(AgentSpec.Type), agent.Type));
        }
        else if (type is "CLUSTER" or "CLUSTERAGENT" && string.IsNullOrWhiteSpace(agent.Cluster?.Name))
        {
            findings.Error(document, "spec.cluster.name", "An agent of type Cluster names its cluster.");
        }

        AgentSizes.Check(document, agent.Config, findings);
    }

    private static void Repository(ResourceDocument document, RepositorySpec repository, FindingList findings)
    {
        CheckEndpoint(document, repository, findings);
        if (repository.Options?.MaxRetries is < 0 or >= PlanDefaults.MaxAttempts)
        {
            findings.Error(document, "spec.options.maxRetries", PlanContext.WrongRetries);
        }
    }

    private static void Settings(ResourceDocument document, GlobalSettingsSpec settings, FindingList findings)
    {
        if (document.Name != OrganisationLevel.SettingsName)
        {
            findings.Error(document, "metadata.name", $"A project has one GlobalSettings, and so has the organisation: its name is '{OrganisationLevel.SettingsName}'.");
        }

        Duplicates(document, "spec.variables", settings.Variables, each => each.Name, findings);
    }

    private static void Steps(ResourceDocument document, FindingList findings)
    {
        foreach (var list in StepWalk.Of(document.Spec).GroupBy(each => each.Path[..each.Path.LastIndexOf('[')]))
        {
            StepNames.Check(document, list.Key, list.Key.StartsWith("spec.hooks.", StringComparison.Ordinal) ? "hook" : "task", [.. list.Select(each => each.Step)], step => step.Name, findings);
        }

        foreach (var (path, step) in StepWalk.Of(document.Spec))
        {
            EnvNames.Check(document, $"{path}.options", step.Options, findings);
            HandlerChoice.CheckTwo(document, $"{path}.workflowHandler", step.WorkflowHandler, $"{path}.driver", step.Driver, findings);
        }

        foreach (var (path, handler) in StepWalk.Handlers(document.Spec).Where(each => each.Handler.Data?.Config is not null))
        {
            HandlerRules.Check(document, $"{path}.data.config", handler.Data!.Config!, findings);
        }
    }

    private static void Environment(ResourceDocument document, EnvironmentSpec environment, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(environment.Template?.Name))
        {
            findings.Error(document, "spec.template.name", "The environment names no template.");
        }

        Duplicates(document, "spec.variables", environment.Variables, each => each.Name, findings);
        Duplicates(document, "spec.envVars", environment.EnvVars, each => each.Key, findings);
        Duplicates(document, "spec.files", environment.Files, each => each.Name, findings);
        Later(document, "spec.schedules", environment.Schedules.Count > 0, "Schedules", findings);
        Later(document, "spec.scheduleOptouts", environment.ScheduleOptouts.Count > 0, "Schedule opt-outs", findings);
    }

    private static void Later(ResourceDocument document, string path, bool present, string what, FindingList findings)
    {
        if (present)
        {
            findings.Warn(document, path, $"{what} are kept but not supported yet.");
        }
    }

    private static void Duplicates<T>(
        ResourceDocument document, string path, IReadOnlyList<T> items, Func<T, string?> nameOf, FindingList findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var name = nameOf(items[i])?.Trim() ?? "";
            if (name.Length == 0)
            {
                findings.Error(document, $"{path}[{i}]", "The entry has no name.");
            }
            else if (!seen.Add(name))
            {
                findings.Error(document, $"{path}[{i}]", $"'{name}' is there twice.");
            }
        }
    }
}
