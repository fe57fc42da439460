namespace Actors.Templates.Kinds;

/// <summary>Requests and limits of a function.</summary>
public sealed record FunctionResources
{
    /// <summary>What is reserved.</summary>
    public ComputeResources? Requests { get; init; }

    /// <summary>What is not exceeded.</summary>
    public ComputeResources? Limits { get; init; }

    /// <summary>Whether neither is set.</summary>
    public bool? Unset { get; init; }
}
