using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Silo.Configuration;

namespace Actors.Silo.Security;

/// <summary>A certificate with its private key, and those between it and its authority: who checks it may know the authority only.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Chain">All certificates of its file.</param>
public sealed record PemCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Reads one.</summary>
    /// <param name="file">The PEM file.</param>
    /// <param name="keyFile">The PEM file of its private key; empty: it is in <paramref name="file"/>.</param>
    /// <param name="setting">The setting that names the file, for messages; that of the key is the same with <c>Key</c> behind it.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="StartupException">It cannot be read.</exception>
    public static PemCertificate Read(string file, string? keyFile, string setting)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            return new(X509Certificate2.CreateFromPemFile(file, string.IsNullOrWhiteSpace(keyFile) ? file : keyFile), chain);
        }
        catch (ArgumentException e)
        {
            throw new StartupException($"The private key of {setting}Key ({(string.IsNullOrWhiteSpace(keyFile) ? file : keyFile)}) is not that of the certificate {file} ({setting}). Name the key that the certificate was made for.", e);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The certificate {file} ({setting}) cannot be read: {e.Message}. It must be PEM with its private key, or {setting}Key must name the key.", e);
        }
    }
}
