using System.Security.Cryptography;
using System.Text;

namespace Actors.Storage.Protection;

/// <summary>A secret of 32 random bytes or more, as it stands in a key file.</summary>
public sealed class SecretRingKey : RingKey
{
    private readonly byte[] _key;

    /// <summary>Takes a secret.</summary>
    /// <param name="secret">The text of the key file's line.</param>
    public SecretRingKey(string secret)
        : base(Convert.ToHexStringLower(Derive(secret, 8, "name")))
    {
        _key = Derive(secret, AesGcmBox.KeyBytes, "wrap");
    }

    internal override byte[] Wrap(ReadOnlySpan<byte> key) => AesGcmBox.Seal(_key, key, default);

    internal override byte[] Unwrap(ReadOnlySpan<byte> wrapped) => AesGcmBox.Open(_key, wrapped, default);

    private static byte[] Derive(string secret, int bytes, string use)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), bytes, info: Encoding.UTF8.GetBytes($"actors key ring 1: {use}"));
    }
}
