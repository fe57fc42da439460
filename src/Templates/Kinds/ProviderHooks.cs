namespace Actors.Templates.Kinds;

/// <summary>Hooks around the phases of a provider.</summary>
public sealed record ProviderHooks
{
    /// <summary>Of terraform.</summary>
    public ProviderEventHooks? Terraform { get; init; }

    /// <summary>Of OpenTofu.</summary>
    public ProviderEventHooks? OpenTofu { get; init; }

    /// <summary>Of HCP Terraform.</summary>
    public ProviderEventHooks? HcpTerraform { get; init; }

    /// <summary>Of the system provider.</summary>
    public ProviderEventHooks? System { get; init; }

    /// <summary>Of Pulumi.</summary>
    public ProviderEventHooks? Pulumi { get; init; }
}
