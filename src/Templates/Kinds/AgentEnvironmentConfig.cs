namespace Actors.Templates.Kinds;

/// <summary>Settings for environment activities.</summary>
public sealed record AgentEnvironmentConfig
{
    /// <summary>Most workers at once; absent means 10.</summary>
    public int? NumWorkers { get; init; }
}
