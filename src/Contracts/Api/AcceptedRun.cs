namespace Actors.Contracts.Api;

/// <summary>Answer (202) to deploy, destroy, cancel and retry.</summary>
/// <param name="Run">Id of the run.</param>
public sealed record AcceptedRun(string Run);
