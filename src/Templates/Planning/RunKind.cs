namespace Actors.Templates.Planning;

/// <summary>What a run does to an environment.</summary>
public enum RunKind
{
    /// <summary>Brings it up, or changes it.</summary>
    Deploy,

    /// <summary>Takes it down.</summary>
    Destroy,
}
