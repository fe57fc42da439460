namespace Actors.Contracts.Storage;

/// <summary>What is known of an OpenTofu state.</summary>
/// <param name="Version">Number of the current version; 0 when there is no state.</param>
/// <param name="Lock">The lock that is held.</param>
/// <param name="KeptAside">Number of states kept aside that wait to be adopted or discarded.</param>
public sealed record TofuStateInfo(long Version, TofuLock? Lock, int KeptAside);
