namespace Actors.Grains.Security;

/// <summary>What a token is good for.</summary>
public enum WorkerTokenKind
{
    /// <summary>One trade against a session.</summary>
    Ticket = 0,
    /// <summary>The worker endpoints.</summary>
    Session,
    /// <summary>The OpenTofu state of the job's resource.</summary>
    State,
    /// <summary>What a function has to say: the log of its attempt.</summary>
    FunctionLog,
    /// <summary>The values that functions keep.</summary>
    FunctionState,
    /// <summary>The working directories that a job's expressions read, while its activity is under way. Belongs to a generation of the activity, not to an attempt.</summary>
    WorkDir,
}
