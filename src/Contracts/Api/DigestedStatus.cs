namespace Actors.Contracts.Api;

/// <summary>The state of an environment in the words that existing clients read.</summary>
/// <param name="ConditionStatus"><c>StatusNotSet</c>, <c>StatusSubmitted</c>, <c>StatusOK</c> or <c>StatusFailed</c>.</param>
/// <param name="Reason">The reason in words; null when there is nothing to say.</param>
public sealed record DigestedStatus(string ConditionStatus, string? Reason = null);
