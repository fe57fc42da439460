using Actors.Silo.Configuration;

namespace Actors.Silo.Security;

/// <summary>Says at the start when certificates end: who renews none in time learns it when nobody gets through any more.</summary>
public static partial class CertificateExpiry
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Logs the end of each certificate that the settings name, as a warning when it is less than 30 days ahead.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where to.</param>
    /// <exception cref="StartupException">A certificate cannot be read.</exception>
    public static void Tell(ActorsOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        foreach (var (file, key, setting) in new[]
        {
            (options.Certificate, options.CertificateKey, "Actors:Certificate"), (options.SiloCertificate, options.SiloCertificateKey, "Actors:SiloCertificate"),
        })
        {
            if (string.IsNullOrWhiteSpace(file))
            {
                continue;
            }

            using var certificate = PemCertificate.Read(file, key, setting).Certificate;
            var end = new DateTimeOffset(certificate.NotAfter).ToUniversalTime();
            if (end - time.GetUtcNow() < Soon)
            {
                LogSoon(logger, file, setting, end);
            }
            else
            {
                LogEnd(logger, file, setting, end);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The certificate {File} ({Setting}) is valid until {End:u}.")]
    private static partial void LogEnd(ILogger logger, string file, string setting, DateTimeOffset end);

    [LoggerMessage(2, LogLevel.Warning, "The certificate {File} ({Setting}) is valid until {End:u} only. Renew it and restart the silos one by one; after that nobody gets through.")]
    private static partial void LogSoon(ILogger logger, string file, string setting, DateTimeOffset end);
}
