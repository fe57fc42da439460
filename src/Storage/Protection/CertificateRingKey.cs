using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Storage.Protection;

/// <summary>The RSA key of a certificate. A certificate that was renewed with the same key is the same ring key.</summary>
public sealed class CertificateRingKey : RingKey
{
    private const int LeastBits = 2048;
    private readonly RSA _key;

    /// <summary>Takes a certificate with its private key.</summary>
    /// <exception cref="ArgumentException">It has no private RSA key of 2048 bits or more.</exception>
    public CertificateRingKey(X509Certificate2 certificate)
        : base(Name(certificate))
    {
        _key = certificate.GetRSAPrivateKey() is { } key && key.KeySize >= LeastBits ? key
            : throw new ArgumentException($"the certificate {certificate.Subject} has no RSA key of {LeastBits} bits or more; other kinds of keys cannot encrypt");
    }

    internal override byte[] Wrap(ReadOnlySpan<byte> key) => _key.Encrypt(key, RSAEncryptionPadding.OaepSHA256);

    internal override byte[] Unwrap(ReadOnlySpan<byte> wrapped) => _key.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);

    private static string Name(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()))[..16];
    }
}
