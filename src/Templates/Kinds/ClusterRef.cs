namespace Actors.Templates.Kinds;

/// <summary>A cluster.</summary>
public sealed record ClusterRef
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its identity.</summary>
    public string? Id { get; init; }
}
