using System.Net;
using System.Net.Sockets;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Docker;
using Docker.DotNet.Models;

namespace Actors.Conformance.Runtimes;

/// <summary>What a worker's container may do, and what can be seen of it from outside.</summary>
public sealed class DockerContainerTests : DockerTests
{
    private const string Planted = "at.planted-ticket-7f3a";

    [Theory]
    [InlineData(WorkerKind.Git)]
    [InlineData(WorkerKind.OpenTofu)]
    [InlineData(WorkerKind.Function)]
    public async Task Inspect_EverySize_ShowsRequestsAsLimitsAndNothingSecret(WorkerKind kind)
    {
        var size = WorkerSize.Default(kind);
        var runtime = Runtime("sleep 600");
        var spec = await StartAsync(runtime, RuntimeHarness.Spec(size: size) with { Kind = kind, Ticket = Planted });

        var container = await InspectAsync(spec);
        var host = container.HostConfig!;

        Assert.Equal((size.CpuMillis * 1_000_000L, size.MemoryBytes, size.MemoryBytes), (host.NanoCPUs, host.Memory, host.MemorySwap));
        Assert.Equal((false, true, true, 1024L, RestartPolicyKind.No), (host.Privileged, host.ReadonlyRootfs, host.Init, host.PidsLimit, host.RestartPolicy.Name));
        Assert.Equal(["ALL"], host.CapDrop);
        Assert.Equal(["no-new-privileges"], host.SecurityOpt);
        Assert.Empty(host.CapAdd ?? []);
        Assert.Equal("65532:65532", container.Config!.User);
        Assert.Empty(host.PortBindings ?? new Dictionary<string, IList<PortBinding>>());
        Assert.DoesNotContain(Planted, await RawAsync($"/containers/{container.ID}/json"), StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, await RawAsync("/volumes"), StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, await RawAsync($"/images/{RuntimeHarness.Image}/json"), StringComparison.Ordinal);
        Assert.Equal("kit", container.Config.Labels["actors.display"]);
    }

    [Fact]
    public async Task Run_InsideTheContainer_HasWhatItNeedsAndNoMore()
    {
        var ca = Harness.SharedFile("ca.pem");
        await File.WriteAllTextAsync(ca, "the authority\n", Token);
        var runtime = Keep(Harness.Create("""
            env | sed 's/=.*//' | sort | tr '\n' ' '; echo
            id -u; id -g; grep -E '^(CapEff|NoNewPrivs)' /proc/self/status
            stat -c '%a %u' "$ACTORS_TICKET_FILE"; cat "$ACTORS_TICKET_FILE"; echo; rm "$ACTORS_TICKET_FILE" && echo taken
            cat "$ACTORS_CA_FILE"; pwd; echo $HOME; tr '\0' ' ' </proc/1/cmdline | cut -d' ' -f1
            for file in /x /bin/x /var/x /var/actors/x /var/actors/stop /var/actors/worker; do touch $file 2>/dev/null && echo "could write $file"; done
            for file in $HOME/x /tmp/x; do touch $file && echo "wrote $file"; done
            """, new Dictionary<string, string?>(), caFile: ca));

        var (end, output) = await RunAsync(runtime, RuntimeHarness.Spec() with { Ticket = Planted });
        var lines = output.Split('\n');

        Assert.Equal(ReasonCode.None, end.Reason);
        Assert.Equal("ACTORS_CA_FILE ACTORS_GIT_SCHEMES ACTORS_ISOLATED ACTORS_TICKET_FILE ACTORS_WORKDIR ACTORS_WORKER_URL HOME HOSTNAME PATH PWD SHLVL ", lines[0]);
        Assert.Equal(["65532", "65532", "CapEff:\t0000000000000000", "NoNewPrivs:\t1", "400 65532", Planted, "taken", "the authority"], lines[1..9]);
        Assert.Equal(["/var/actors/w", "/var/actors/w", "/sbin/docker-init", "wrote /var/actors/w/x", "wrote /tmp/x"], lines[9..14]);
        Assert.DoesNotContain("could write", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogTail_LogBeyondItsLimit_IsItsEnd()
    {
        var (_, output) = await RunAsync(Runtime("yes 0123456789abcdef | head -n 200000; echo the end", "Docker:LogLimit", "1048576"));

        Assert.EndsWith("the end\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_TwoWorkers_CannotReachEachOther()
    {
        var runtime = Runtime("while :; do echo hello | nc -l -p 5000; done & echo up; wait");
        var server = await StartAsync(runtime);
        await PrintedAsync(runtime, server, "up");
        var address = (await InspectAsync(server)).NetworkSettings!.Networks!.Values.Single().IPAddress;

        // The host reaches it, so that it listens and the route is there.
        await UntilAsync(async () => await CanConnectAsync(address, 5000), "the host reaches the worker");
        var (_, output) = await RunAsync(Runtime($"nc -w 3 {address} 5000 </dev/null && echo reached; echo tried"));

        Assert.Contains("tried\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("reached", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_PortsOfTheHost_OnlyThoseOnTheGatewayAreReached()
    {
        var gateway = await DockerNetwork.EnsureAsync(DockerEngine.Endpoint, "actors-kit-gateway", Token);
        try
        {
            // As a silo's ports are: those of Orleans on loopback, those for workers on the gateway.
            using var loopback = new TcpListener(IPAddress.Loopback, 0);
            loopback.Start();
            using var workers = new TcpListener(gateway, 0);
            workers.Start();
            var answering = AnswerAsync(workers, Token);
            var (orleans, open) = (((IPEndPoint)loopback.LocalEndpoint).Port, ((IPEndPoint)workers.LocalEndpoint).Port);
            var (_, output) = await RunAsync(Runtime(
                $"for at in {gateway}:{orleans} 127.0.0.1:{orleans} {gateway}:{open}; do nc -w 3 ${{at%:*}} ${{at#*:}} </dev/null && echo \"reached $at\"; done; echo tried",
                "Docker:Network", "actors-kit-gateway"));

            workers.Stop();
            await answering;

            Assert.Equal($"reached {gateway}:{open}", Assert.Single(output.Split('\n'), line => line.StartsWith("reached", StringComparison.Ordinal)));
        }
        finally
        {
            await RemoveStartedAsync();
            Assert.True(await DockerNetwork.RemoveAsync(DockerEngine.Endpoint, "actors-kit-gateway", Token));
        }
    }

    private static async Task AnswerAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
                (await listener.AcceptTcpClientAsync(cancellationToken)).Dispose();
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task<bool> CanConnectAsync(string address, int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, port, Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> RawAsync(string path)
    {
        using var http = DockerEngine.Http();
        return await http.GetStringAsync(new Uri($"http://docker{path}"), Token);
    }
}
