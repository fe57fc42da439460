namespace Actors.Contracts.Storage;

/// <summary>A question to <see cref="IStateIndex"/>; what is null does not restrict.</summary>
public sealed record StateQuery
{
    /// <summary>Grain type, such as <c>environment</c> or <c>activity</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>Escaped key that the rows' keys are, or lie below.</summary>
    public string? Under { get; init; }
    /// <summary>With or without open work.</summary>
    public bool? Open { get; init; }
    /// <summary>With open work, or due at or before this time.</summary>
    public DateTimeOffset? OpenOrDueAt { get; init; }
    /// <summary>Only keys after this one: for paging.</summary>
    public string? After { get; init; }
    /// <summary>Only keys and index columns: no payload is read from the store, so that one that is damaged hides nothing. For whoever needs no payload.</summary>
    public bool KeysOnly { get; init; }
    /// <summary>Most rows to return, 1 to 1000.</summary>
    public int Limit { get; init; } = 1000;
}
