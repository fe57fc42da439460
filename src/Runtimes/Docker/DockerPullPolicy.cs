namespace Actors.Runtimes.Docker;

/// <summary>When an image is pulled.</summary>
public enum DockerPullPolicy
{
    /// <summary>When the engine does not have it.</summary>
    IfNotPresent = 0,
    /// <summary>For every worker.</summary>
    Always,
    /// <summary>Never: what the engine does not have cannot be used.</summary>
    Never,
}
