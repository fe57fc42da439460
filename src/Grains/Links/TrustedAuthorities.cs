using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Grains.Links;

/// <summary>Certificate authorities of one's own, from a PEM file.</summary>
public static class TrustedAuthorities
{
    /// <summary>
    /// Trusts the authorities of a file and no others. Names of hosts are checked all the same; revocation is not, since private authorities rarely publish any. A certificate may name
    /// addresses at which those above it are to be had: they are not fetched, since whoever shows one would choose whom this silo calls.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="setting">The setting that names it, for messages.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="InvalidOperationException">The file cannot be read, or holds no certificate.</exception>
    public static X509ChainPolicy Policy(string file, string setting)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"{setting} is '{file}', which cannot be read: {e.Message} Name a PEM file with the certificate authority.", e);
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new InvalidOperationException($"{setting} is '{file}', which holds no certificate. Name a PEM file with the certificate authority.");
    }
}
