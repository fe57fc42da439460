using System.Globalization;
using System.Text.RegularExpressions;
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

    [Theory]
    [InlineData("deploy/kubernetes/base/silo.yaml", @"terminationGracePeriodSeconds: (\d+)")]
    [InlineData("deploy/compose/compose.yaml", @"stop_grace_period: (\d+)s")]
    [InlineData("src/Cli/Agents/Printed/compose.yaml", @"stop_grace_period: (\d+)s")]
    [InlineData("src/Cli/Agents/Printed/kubernetes.yaml", @"terminationGracePeriodSeconds: (\d+)")]
    public void Usual_InDeployments_IsLessThanTheirGrace(string file, string setting)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Actors.sln is not above the tests.");
        }

        var grace = Regex.Match(File.ReadAllText(Path.Combine(folder.FullName, file)), setting).Groups[1].Value;

        Assert.True(int.Parse(grace, CultureInfo.InvariantCulture) > StopTime.Usual.TotalSeconds, $"{file}: {grace} s");
    }
}
