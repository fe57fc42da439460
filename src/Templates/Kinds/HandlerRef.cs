namespace Actors.Templates.Kinds;

/// <summary>A workflow handler by name, or inline.</summary>
public sealed record HandlerRef
{
    /// <summary>Name of a WorkflowHandler or Driver, or only a label when `data` is given.</summary>
    public string? Name { get; init; }

    /// <summary>Inline handler.</summary>
    public HandlerData? Data { get; init; }
}
