using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>How one resource is brought up.</summary>
public sealed record ResourceTemplateSpec
{
    /// <summary>Version label.</summary>
    public string? Version { get; init; }

    /// <summary>`draft`, `active` or `disabled`; blank means active.</summary>
    [KnownValues("draft", "active", "disabled")]
    public string? VersionState { get; init; }

    /// <summary>`opentofu`, `terraform`, `hcpterraform`, `custom` or `system`.</summary>
    [KnownValues("opentofu", "terraform", "hcpterraform", "custom", "system", "pulumi", "terragrunt")]
    public string? Provider { get; init; }

    /// <summary>Settings of the provider.</summary>
    public ProviderOptions? ProviderOptions { get; init; }

    /// <summary>Where its code comes from.</summary>
    public RepositoryOptions? RepositoryOptions { get; init; }

    /// <summary>Replaces the git checkout.</summary>
    public HandlerRef? ArtifactWorkflowHandler { get; init; }

    /// <summary>Deprecated spelling of `artifactWorkflowHandler`.</summary>
    public HandlerRef? ArtifactDriver { get; init; }

    /// <summary>Contexts of lower precedence than its variables.</summary>
    public IReadOnlyList<ContextRef> Contexts { get; init; } = [];

    /// <summary>Variables.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];

    /// <summary>Agents that may run it.</summary>
    public IReadOnlyList<NameRef> Agents { get; init; } = [];

    /// <summary>Pools whose agents may run it.</summary>
    public IReadOnlyList<NameRef> AgentPools { get; init; } = [];

    /// <summary>Hooks.</summary>
    public ResourceHooks? Hooks { get; init; }

    /// <summary>Actions.</summary>
    public IReadOnlyList<ActionSpec> Actions { get; init; } = [];

    /// <summary>Patch of the pods of all its workers: <c>metadata</c> and <c>spec</c> as in a Kubernetes PodTemplateSpec. A field of our own.</summary>
    public JsonObject? PodTemplate { get; init; }

    /// <summary>What an environment template may override.</summary>
    public TemplateOverrides? Overrides { get; init; }

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }
}
