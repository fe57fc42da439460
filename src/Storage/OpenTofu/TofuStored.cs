namespace Actors.Storage.OpenTofu;

/// <summary>The content of a version as it is stored.</summary>
/// <param name="Version">Its number.</param>
/// <param name="State">The bytes of the row.</param>
/// <param name="Mac">Tells its content; null: an older program stored it and did not say.</param>
internal sealed record TofuStored(long Version, byte[] State, string? Mac);
