using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>Settings of a provider.</summary>
public sealed record ProviderOptions
{
    /// <summary>Of terraform.</summary>
    public TofuOptions? Terraform { get; init; }

    /// <summary>Of OpenTofu.</summary>
    public TofuOptions? OpenTofu { get; init; }

    /// <summary>Of HCP Terraform.</summary>
    public TofuOptions? HcpTerraform { get; init; }

    /// <summary>Of the system provider.</summary>
    public SystemProviderOptions? System { get; init; }

    /// <summary>Tasks of the custom provider.</summary>
    public WorkflowTasks? Custom { get; init; }

    /// <summary>Kept as it is.</summary>
    public JsonNode? Pulumi { get; init; }

    /// <summary>Kept as it is.</summary>
    public JsonNode? Terragrunt { get; init; }

    /// <summary>A handler that replaces the provider's own worker.</summary>
    public HandlerRef? WorkflowHandler { get; init; }

    /// <summary>Deprecated spelling of `workflowHandler`.</summary>
    public HandlerRef? Driver { get; init; }
}
