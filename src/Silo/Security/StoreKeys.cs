using Actors.Silo.Configuration;
using Actors.Storage.Protection;

namespace Actors.Silo.Security;

/// <summary>
/// The keys that open what the store has sealed: those of <c>Actors:KeyCertificate</c> and <c>Actors:KeyFile</c>; without either, those in <c>secrets.key</c> of the data folder, which is made
/// at the first start. Never in the store.
/// </summary>
public static partial class StoreKeys
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "secrets.key";

    private const string CertificateKey = "Actors:KeyCertificate";
    private const string FileKey = "Actors:KeyFile";
    private const string CopyIt = "What the store holds is sealed with a key that exists: copy the file of the silos that wrote there, or a backup of it.";

    /// <summary>Reads the keys.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="ringExists">Whether the store has a key ring: then no new key could open it, and none is made.</param>
    /// <returns>The keys, at least one.</returns>
    /// <exception cref="StartupException">A file cannot be used, or the one that is needed is not there.</exception>
    public static IReadOnlyList<RingKey> Read(ActorsOptions options, bool ringExists)
    {
        ArgumentNullException.ThrowIfNull(options);
        var keys = new List<RingKey>();
        if (!string.IsNullOrWhiteSpace(options.KeyCertificate))
        {
            keys.Add(ReadCertificate(options));
        }

        if (!string.IsNullOrWhiteSpace(options.KeyFile))
        {
            keys.AddRange(PrivateFile.ReadSharedKeys(Path.GetFullPath(options.KeyFile), FileKey, ringExists ? CopyIt : null).Select(secret => new SecretRingKey(secret)));
        }

        if (keys.Count == 0)
        {
            keys.AddRange(ReadDefault(Path.Combine(options.DataFolder, FileName), ringExists).Select(secret => new SecretRingKey(secret)));
        }

        return keys;
    }

    /// <summary>Warns of a key that may go with a silo's folder while the database stays.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="logger">Where to.</param>
    public static void Tell(ActorsOptions options, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        if (options.PostgreSql is not null && string.IsNullOrWhiteSpace(options.KeyFile) && string.IsNullOrWhiteSpace(options.KeyCertificate))
        {
            LogOwnFile(logger, Path.Combine(options.DataFolder, FileName));
        }
    }

    private static IReadOnlyList<string> ReadDefault(string path, bool ringExists) => !ringExists || File.Exists(path) ? PrivateFile.ReadOrCreateKeys(path)
        : throw new StartupException($"{path} is not there, and what the store holds is sealed with another key than a new one. Copy the file from the silo that made it, or from a backup; or name it by {FileKey}.");

    private static CertificateRingKey ReadCertificate(ActorsOptions options)
    {
        var file = options.KeyCertificate!;
        var read = PemCertificate.Read(file, options.KeyCertificateKey, CertificateKey);
        try
        {
            return new(read.Certificate);
        }
        catch (ArgumentException e)
        {
            throw new StartupException($"{file} ({CertificateKey}) cannot be used: {e.Message}. Make one: openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=actors-secrets -keyout key.pem -out cert.pem", e);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Without the key in {File} nobody can read what the database holds. Keep a copy of it apart, and give it to every silo by Actors:KeyFile: the database outlives a silo's folder.")]
    private static partial void LogOwnFile(ILogger logger, string file);
}
