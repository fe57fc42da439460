namespace Actors.Contracts.Agents;

/// <summary>Answer to <see cref="RegisterRequest"/>.</summary>
public sealed record RegisterResponse
{
    /// <summary>Whether the session is open.</summary>
    public bool Accepted { get; init; }
    /// <summary>When refused: why, and what to do.</summary>
    public string? Refusal { get; init; }
    /// <summary>When refused: whether trying again later may help (the other session still lives).</summary>
    public bool Retry { get; init; }
    /// <summary>The session's epoch.</summary>
    public long Epoch { get; init; }
    /// <summary>Id of the installation: on everything that the agent creates.</summary>
    public string Installation { get; init; } = "";
    /// <summary>The protocol version to speak.</summary>
    public int Protocol { get; init; }
    /// <summary>Number of worker slots.</summary>
    public int Slots { get; init; }
    /// <summary>The session's lease; renewed by each poll.</summary>
    public TimeSpan Lease { get; init; }
    /// <summary>How long a poll waits for work at most.</summary>
    public TimeSpan PollWait { get; init; }
}
