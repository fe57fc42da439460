using Actors.Silo.Configuration;
using Actors.Silo.Security;
using Actors.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Silo.Tests.Security;

public sealed class CertificateExpiryTests
{
    private readonly LogRecord<CertificateExpiryTests> _log = new();

    [Theory]
    [InlineData(40, LogLevel.Information)]
    [InlineData(29, LogLevel.Warning)]
    [InlineData(-1, LogLevel.Warning)]
    public void Tell_EndOfACertificate_IsAWarningWhenItIsNear(int days, LogLevel expected)
    {
        // Both end a day from now.
        using var authority = new TestAuthority("expiry");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(1 - days));
        var options = new ActorsOptions { Certificate = authority.CertificateFile, SiloCertificate = authority.Issue("actors-silo") };

        CertificateExpiry.Tell(options, time, _log);

        Assert.Equal([expected, expected], _log.All.Select(line => line.Level));
        Assert.Contains(authority.CertificateFile, _log.All[0].Text, StringComparison.Ordinal);
        Assert.Contains("Actors:SiloCertificate)", _log.All[1].Text, StringComparison.Ordinal);
    }
}
