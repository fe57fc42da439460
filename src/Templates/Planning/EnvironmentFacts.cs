namespace Actors.Templates.Planning;

/// <summary>Who and where a run is; what <c>$(environment.…)$</c> reads.</summary>
public sealed record EnvironmentFacts
{
    /// <summary>Name of the organisation.</summary>
    public required string Organisation { get; init; }

    /// <summary>Name of the project.</summary>
    public required string Project { get; init; }

    /// <summary>Identity of the environment, stable over its runs.</summary>
    public required string EnvironmentId { get; init; }

    /// <summary>Name of the environment.</summary>
    public required string EnvironmentName { get; init; }

    /// <summary>Identity of the run.</summary>
    public required string RunId { get; init; }
}
