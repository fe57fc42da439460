namespace Actors.Templates.Planning;

/// <summary>What the worker of an activity does.</summary>
public enum ActivityKind
{
    /// <summary>Checks a repository out and packs a directory of it.</summary>
    Git,

    /// <summary>Runs OpenTofu or terraform.</summary>
    OpenTofu,

    /// <summary>Runs a function.</summary>
    Function,

    /// <summary>Runs a container to its end.</summary>
    Container,

    /// <summary>Makes an HTTP call.</summary>
    Http,

    /// <summary>Waits for somebody's yes.</summary>
    Approval,

    /// <summary>Tells somebody.</summary>
    Notification,

    /// <summary>Publishes values; needs no worker.</summary>
    System,
}
