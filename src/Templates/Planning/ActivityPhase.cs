namespace Actors.Templates.Planning;

/// <summary>What an activity is for; agents' queues serve destroy and apply first.</summary>
public enum ActivityPhase
{
    /// <summary>Fetches code; changes nothing outside.</summary>
    Artifact,

    /// <summary>Brings a resource up.</summary>
    Apply,

    /// <summary>Takes a resource down.</summary>
    Destroy,

    /// <summary>Prepares or reads: init, plan and output of OpenTofu where they are activities of their own.</summary>
    Plan,
}
