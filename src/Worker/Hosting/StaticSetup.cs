using Actors.Worker.Processes;

namespace Actors.Worker.Hosting;

/// <summary>
/// What a statically linked worker settles before its first look-up of a name and its first connection: its C library and its OpenSSL are its own, and
/// their defaults are those of the distribution that they were built on, not those of the image that it runs in.
/// </summary>
internal static class StaticSetup
{
    private const string FileVariable = "SSL_CERT_FILE";
    private const string FolderVariable = "SSL_CERT_DIR";

    /// <summary>Where distributions keep the certificate authorities that they trust.</summary>
    private static readonly string[] Bundles =
    [
        "/etc/ssl/certs/ca-certificates.crt", // Debian, Alpine, distroless
        "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/ca-bundle.pem", // SUSE
        "/etc/ssl/cert.pem",
    ];

    /// <summary>Settles it; does nothing in a worker that uses the image's libraries.</summary>
    public static void Apply()
    {
#if STATIC_WORKER
        // The image's nsswitch.conf may name modules that were made for another C library: loading one of them kills a static program.
        foreach (var (database, sources) in (ReadOnlySpan<(string, string)>)[("hosts", "files dns"), ("passwd", "files"), ("group", "files")])
        {
            if (Libc.ConfigureLookup(database, sources) != 0)
            {
                throw new InvalidOperationException($"The C library does not take '{sources}' as the way to look up {database}.");
            }
        }
        if (Bundle(Environment.GetEnvironmentVariable, File.Exists) is { } bundle)
        {
            // .NET's copy of the environment is not the one that OpenSSL reads.
            _ = Libc.SetEnvironment(FileVariable, bundle, 0);
        }
#endif
    }

    /// <summary>The image's bundle of certificate authorities; null where it has none, or where its environment names its own.</summary>
    internal static string? Bundle(Func<string, string?> variable, Func<string, bool> exists) =>
        variable(FileVariable) is { Length: > 0 } || variable(FolderVariable) is { Length: > 0 } ? null : Bundles.FirstOrDefault(exists);
}
