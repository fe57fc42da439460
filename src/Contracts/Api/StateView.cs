namespace Actors.Contracts.Api;

/// <summary>The OpenTofu state of a resource, without its content.</summary>
/// <param name="Resource">Name of the resource.</param>
/// <param name="Environment">Name of the environment.</param>
/// <param name="Project">Name of the project.</param>
public sealed record StateView(string Resource, string Environment, string Project)
{
    /// <summary>Always <c>State</c>.</summary>
    public string Kind { get; init; } = "State";

    /// <summary>The current version; null: there is none.</summary>
    public StateVersionView? Current { get; init; }

    /// <summary>How many versions are kept, the current one among them.</summary>
    public int Versions { get; init; }

    /// <summary>How many states are kept aside, and wait to be adopted or discarded.</summary>
    public int KeptAside { get; init; }

    /// <summary>The lock that is held; null: none is.</summary>
    public StateLockView? Lock { get; init; }
}
