using Actors.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace Actors.Silo.Tests.Hosting;

public sealed class StopTimeTests
{
    [Theory]
    [InlineData("true", 150)]
    [InlineData("false", 30)]
    [InlineData(null, 30)]
    public void Of_AgentStopsItsWorkers_WaitsLongerThanTheLongestGrace(string? stops, int seconds)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Actors:Agents:first:Runtime"] = "process", ["Actors:Agents:second:Runtime"] = "process", ["Actors:Agents:second:StopWorkersOnShutdown"] = stops,
        }).Build();

        Assert.Equal(TimeSpan.FromSeconds(seconds), StopTime.Of(configuration));
    }
}
