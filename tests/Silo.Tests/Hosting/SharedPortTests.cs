using System.Net;
using System.Net.Sockets;
using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Testing;

namespace Actors.Silo.Tests.Hosting;

public sealed class SharedPortTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-shared-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "::1")]
    [InlineData("::", "127.0.0.1")]
    public async Task Bind_Twice_BothListenAndAreReached(string address, string caller)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shares a port among those that listen.");
        Assert.SkipUnless(Socket.OSSupportsIPv6 || !address.Contains(':', StringComparison.Ordinal), "This machine has no IPv6.");
        using var first = SharedPort.Bind(new(IPAddress.Parse(address), 0));
        using var second = SharedPort.Bind((IPEndPoint)first.LocalEndPoint!);
        first.Listen();
        second.Listen();
        using var client = new TcpClient(IPAddress.Parse(caller).AddressFamily);

        await client.ConnectAsync(new IPEndPoint(IPAddress.Parse(caller), ((IPEndPoint)first.LocalEndPoint!).Port), TestContext.Current.CancellationToken);

        Assert.True(client.Connected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_AllAddressesAndThePortIsInUseOnIPv4_NamesIt(bool shared)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Socket.OSSupportsIPv6, "Needs Linux with IPv6.");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var options = new ActorsOptions
        {
            Data = _folder.FullName, Urls = $"http://127.0.0.1:{FreePorts.Take()}", WorkerListen = $"http://[::]:{port}", ShareWorkerPort = shared,
            SiloPort = FreePorts.Take(),
        };

        var problem = Assert.Throws<StartupException>(() => Preflight.Check(options));

        Assert.Contains($"{port} is in use", problem.Message, StringComparison.Ordinal);
    }
}
