namespace Actors.Contracts.Storage;

/// <summary>Index columns of a grain's state, written in the transaction of the state.</summary>
/// <param name="Status">Status in one word.</param>
/// <param name="Open">Whether it has open work, so that it must be alive.</param>
/// <param name="Due">When it next has to do something (UTC); null: not by time.</param>
/// <param name="Fence">Of an activity: the number of the attempt that may write logs, artifacts and state; null: none may.</param>
public sealed record StateIndex(string Status, bool Open, DateTimeOffset? Due = null, int? Fence = null);
