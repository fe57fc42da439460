using Actors.Silo.Security;
using Actors.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Silo.Tests.Security;

public sealed class SiloRefusalsTests
{
    [Fact]
    public void Tell_AgainAndAgain_IsLoggedOnceAMinute()
    {
        var (time, logger) = (new FakeTimeProvider(), new LogRecord<SiloRefusals>());
        var refusals = new SiloRefusals(time, logger);

        for (var second = 0; second < 61; second++)
        {
            refusals.Tell($"CN=other {second}: why");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Collection(logger.All, line => Assert.Contains("CN=other 0:", line.Text, StringComparison.Ordinal), line => Assert.Contains("CN=other 60:", line.Text, StringComparison.Ordinal));
    }
}
