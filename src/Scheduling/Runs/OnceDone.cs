namespace Actors.Scheduling.Runs;

/// <summary>An activity that runs once only and has done so.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Resource">Its resource; null: it belongs to the environment.</param>
public sealed record OnceDone(string Id, string? Resource);
