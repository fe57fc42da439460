using Actors.Contracts.Storage;

namespace Actors.Storage.OpenTofu;

/// <summary>A version as it is stored.</summary>
/// <param name="Version">What stands in clear; its SHA-256 does not.</param>
/// <param name="Unknown">The state, when an older program stored it and nothing is known of it otherwise.</param>
/// <param name="Hash">Its SHA-256, sealed.</param>
internal sealed record TofuVersionRow(TofuStateVersion Version, byte[]? Unknown, byte[]? Hash);
