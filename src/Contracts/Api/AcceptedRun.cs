namespace Actors.Contracts.Api;

/// <summary>Answer (202) to deploy, plan, destroy, cancel and retry.</summary>
/// <param name="Run">Id of the run.</param>
public sealed record AcceptedRun(string Run)
{
    /// <summary>Its place among the runs that wait, from 1; null: it has begun.</summary>
    public int? Position { get; init; }
}
