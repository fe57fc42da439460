namespace Actors.Storage.OpenTofu;

/// <summary>A state as it is stored, and what is known of it as it was written: whoever seals the one says the other.</summary>
/// <param name="Stored">The bytes of the row.</param>
/// <param name="Facts">What is known of the state itself. Its SHA-256 is not stored in clear.</param>
/// <param name="Mac">Tells its content, see <see cref="Protection.KeyedMac"/>.</param>
/// <param name="Hash">Its SHA-256, sealed.</param>
internal sealed record TofuContent(byte[] Stored, TofuStateFacts Facts, string Mac, byte[] Hash);
