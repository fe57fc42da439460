namespace Actors.Templates.Planning;

/// <summary>What a run does to an environment.</summary>
public enum RunKind
{
    /// <summary>Brings it up, or changes it.</summary>
    Deploy,

    /// <summary>Takes it down.</summary>
    Destroy,

    /// <summary>Takes it down and goes on whatever fails, so that the environment ends destroyed; what failed may be left behind outside.</summary>
    ForceDestroy,

    /// <summary>Shows what OpenTofu and terraform would change in a deploy, and changes nothing.</summary>
    Plan,
}
