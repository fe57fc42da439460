namespace Actors.Contracts.Api;

/// <summary>An agent that may run an activity, and how it stands.</summary>
/// <param name="Agent">Name of the agent.</param>
public sealed record ActivityCandidate(string Agent)
{
    /// <summary>
    /// The level that chose it: <c>Hook</c>, <c>Task</c>, <c>Repository</c>, <c>Environment</c>, <c>EnvironmentTemplate</c>, <c>ResourceTemplate</c>, <c>ProjectSettings</c> or
    /// <c>GlobalSettings</c>; null: not known.
    /// </summary>
    public string? Level { get; init; }

    /// <summary>The document of that level, such as <c>EnvironmentTemplate/web</c>.</summary>
    public string? Document { get; init; }

    /// <summary>The pool that brought it in; null: the document names it.</summary>
    public string? Pool { get; init; }

    /// <summary><c>Online</c>, <c>Full</c>, <c>Draining</c> or <c>Offline</c>, as of now; null: not asked, as the activity has ended.</summary>
    public string? State { get; init; }

    /// <summary>Its slots.</summary>
    public int? Slots { get; init; }

    /// <summary>How many of them are taken.</summary>
    public int? Taken { get; init; }

    /// <summary>When it polled last (UTC).</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Why it does not take the activity now, or that it has it.</summary>
    public string? Note { get; init; }
}
