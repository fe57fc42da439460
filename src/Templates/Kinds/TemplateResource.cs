namespace Actors.Templates.Kinds;

/// <summary>One resource of an environment template.</summary>
public sealed record TemplateResource
{
    /// <summary>`dynamic` or `static`; blank means dynamic.</summary>
    [KnownValues("dynamic", "static")]
    public string? Type { get; init; }

    /// <summary>`resourcetemplate`, `resource` or `environment`.</summary>
    [KnownValues("resourcetemplate", "resource", "environment")]
    public string? Kind { get; init; }

    /// <summary>Name of the document; also the resource's name within the environment.</summary>
    public string? Name { get; init; }

    /// <summary>Version and placement.</summary>
    public ResourceOptions? ResourceOptions { get; init; }

    /// <summary>Resources that must be up before.</summary>
    public IReadOnlyList<DependencyRef> DependsOn { get; init; } = [];

    /// <summary>Values that replace parts of the resource template.</summary>
    public ResourceOverrides? Overrides { get; init; }
}
