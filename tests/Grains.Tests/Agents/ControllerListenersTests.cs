using System.Net;
using Actors.Grains.Agents;

namespace Actors.Grains.Tests.Agents;

public sealed class ControllerListenersTests
{
    [Fact]
    public void Of_Defaults_AreApiWorkersAndSilos() =>
        Assert.Equal(["127.0.0.1:8080", "127.0.0.1:8081", "127.0.0.1:11111"], Of(new()));

    [Fact]
    public void Of_AllAddresses_AreEachOfThisMachines() =>
        Assert.Equal(
            ["10.0.0.5:8443", "[fd00::5]:8443", "10.0.0.5:8444", "[fd00::5]:8444", "10.0.0.5:11111"],
            Of(new() { Urls = "https://*:8443", WorkerListen = "https://0.0.0.0:8444", SiloAddress = "10.0.0.5" }));

    [Fact]
    public void Of_ControllerElsewhere_IsByItsNamesToo()
    {
        var found = Of(new() { Controller = "https://controller.example", AllowedHosts = "actors.example" }, new() { WorkerUrl = "https://workers.example:8444" });

        Assert.Superset(
            new HashSet<string> { "controller.example:443", "workers.example:8444", "actors.example:443", "actors.example:80", "actors.example:8444" },
            found.ToHashSet());
    }

    private static IReadOnlyList<string> Of(AgentPlaneOptions plane, AgentOptions? agent = null) =>
        ControllerListeners.Of(plane, agent ?? new(), () => [IPAddress.Parse("10.0.0.5"), IPAddress.Parse("fd00::5")]);
}
