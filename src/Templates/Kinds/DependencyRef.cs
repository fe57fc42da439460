namespace Actors.Templates.Kinds;

/// <summary>A resource that must be up before this one.</summary>
public sealed record DependencyRef
{
    /// <summary>Name of the resource within the environment template.</summary>
    public string? Name { get; init; }

    /// <summary>Version of the resource; blank means the one listed.</summary>
    public string? Version { get; init; }
}
