namespace Actors.Contracts.Storage;

/// <summary>What came of taking a lock of an OpenTofu state away by force; neither: no lock was held.</summary>
/// <param name="Taken">The lock that was taken away.</param>
/// <param name="InTheWay">The lock that stays, as its attempt may still write, or its id is another.</param>
public sealed record TofuUnlock(TofuLock? Taken, TofuLock? InTheWay);
