namespace Actors.Templates.Kinds;

/// <summary>A configuration context by name, or inline.</summary>
public sealed record ContextRef
{
    /// <summary>Name of a ConfigContext, or only a label when `data` is given.</summary>
    public string? Name { get; init; }

    /// <summary>Inline values.</summary>
    public ContextData? Data { get; init; }
}
