using System.Net.NetworkInformation;
using System.Net.Sockets;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Cluster.Support;

/// <summary>The Docker engine of this machine, by its command line.</summary>
internal static class DockerEngine
{
    /// <summary>Skips the test when there is no engine, or the images of these workers are not built.</summary>
    public static async Task NeededAsync(params WorkerKind[] kinds)
    {
        using var folder = new TempFolder();
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, "docker"))), "There is no docker on PATH.");
        var info = await Child.RunAsync(folder.Path, "docker", ["version", "--format", "{{.Server.Version}}"]);
        Assert.SkipUnless(info.Code == 0, $"No Docker engine answers: {info.Error}");
        await ImagesAsync([.. kinds.Select(WorkerImages.Default)]);
    }

    /// <summary>Skips the test when one of these images is not built.</summary>
    public static async Task ImagesAsync(params string[] images)
    {
        using var folder = new TempFolder();
        foreach (var image in images)
        {
            var inspected = await Child.RunAsync(folder.Path, "docker", ["image", "inspect", image]);
            Assert.SkipUnless(inspected.Code == 0, $"The image {image} is not built: deploy/images/build {image.Split('/', ':')[1]}");
        }
    }

    /// <summary>Makes <c>busybox:1.36</c> of this machine's busybox where the engine has no such image; skips the test where there is none.</summary>
    public static async Task BusyboxAsync()
    {
        using var folder = new TempFolder();
        if ((await Child.RunAsync(folder.Path, "docker", ["image", "inspect", "busybox:1.36"])).Code == 0)
        {
            return;
        }

        var made = await Child.RunAsync(folder.Path, "bash", ["-c", """
            set -euo pipefail
            busybox=$(command -v busybox) || exit 3
            [[ $(ldd "$busybox" 2>&1 || true) == *"not a dynamic"* ]] || exit 3
            mkdir -p root/bin root/tmp && cp "$busybox" root/bin/busybox
            for tool in sh cat echo; do ln -s busybox "root/bin/$tool"; done
            tar -C root -c . | docker import --change 'ENV PATH=/bin' --change 'CMD ["sh"]' - busybox:1.36
            """]);
        Assert.SkipWhen(made.Code == 3, "There is no static busybox on PATH to make the image busybox:1.36 of (package busybox-static).");
        Assert.True(made.Code == 0, made.ToString());
    }

    /// <summary>The address of this machine on Docker's own bridge, which containers of every network reach.</summary>
    public static string BridgeAddress => NetworkInterface.GetAllNetworkInterfaces().Single(card => card.Name == "docker0").GetIPProperties().UnicastAddresses
        .Select(address => address.Address).First(address => address.AddressFamily == AddressFamily.InterNetwork).ToString();

    /// <summary>What the engine says of each container that has a label.</summary>
    public static async Task<IReadOnlyList<JsonNode>> InspectAsync(string label)
    {
        var ids = (await MustAsync("ps", "-aq", "--filter", $"label={label}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length == 0)
        {
            return [];
        }

        // One that is gone meanwhile makes an error, and leaves the others in the output.
        using var folder = new TempFolder();
        var inspected = await Child.RunAsync(folder.Path, "docker", ["inspect", .. ids]);
        return [.. JsonNode.Parse(inspected.Output)!.AsArray().Select(container => container!)];
    }

    /// <summary>What a container has printed; empty when it is gone.</summary>
    public static async Task<string> LogAsync(string container)
    {
        using var folder = new TempFolder();
        var log = await Child.RunAsync(folder.Path, "docker", ["logs", container]);
        return log.Code == 0 ? log.Output + log.Error : "";
    }

    private static async Task<string> MustAsync(params string[] words)
    {
        using var folder = new TempFolder();
        var ran = await Child.RunAsync(folder.Path, "docker", words);
        Assert.True(ran.Code == 0, $"docker {string.Join(' ', words)}: {ran}");
        return ran.Output;
    }
}
