using Actors.Silo.Configuration;
using Actors.Silo.Security;
using Actors.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Silo.Tests.Security;

public sealed class CertificateExpiryTests
{
    private readonly List<(LogLevel Level, string Text)> _told = [];

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

        CertificateExpiry.Tell(options, time, new Teller(_told));

        Assert.Equal([expected, expected], _told.Select(line => line.Level));
        Assert.Contains(authority.CertificateFile, _told[0].Text, StringComparison.Ordinal);
        Assert.Contains("Actors:SiloCertificate)", _told[1].Text, StringComparison.Ordinal);
    }

    private sealed class Teller(List<(LogLevel Level, string Text)> told) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Add((logLevel, formatter(state, exception)));
    }
}
