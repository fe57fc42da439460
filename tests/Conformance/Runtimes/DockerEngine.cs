using System.Diagnostics;
using System.Formats.Tar;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Actors.Conformance.Runtimes;

/// <summary>The Docker engine that tests run against: <c>DOCKER_HOST</c>, else the usual socket.</summary>
public static class DockerEngine
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Busyboxes = ["/bin/busybox", "/usr/bin/busybox"];

    public static string Endpoint { get; } = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock";

    /// <summary>A client of the engine; skips the test when there is none.</summary>
    public static async Task<DockerClient> ConnectAsync()
    {
        var client = new DockerClientBuilder().WithEndpoint(new(Endpoint)).Build();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await client.System.PingAsync(limit.Token);
            return client;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            client.Dispose();
            Assert.Skip($"There is no Docker engine at {Endpoint} (DOCKER_HOST names another): {exception.GetBaseException().Message}");
            throw;
        }
    }

    /// <summary>A connection to the engine, past every client.</summary>
    public static async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var uri = new Uri(Endpoint);
        var unix = uri.Scheme == "unix";
        var socket = unix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(unix ? new UnixDomainSocketEndPoint(uri.LocalPath) : new DnsEndPoint(uri.Host, uri.Port), cancellationToken);
        return new NetworkStream(socket, true);
    }

    /// <summary>A plain HTTP client of the engine.</summary>
    public static HttpClient Http() => new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, cancellationToken) => OpenAsync(cancellationToken) });

    /// <summary>Builds an image of busybox alone, unless the engine has it.</summary>
    public static async Task BuildBusyboxAsync(DockerClient client, string image)
    {
        try
        {
            await client.Images.InspectImageAsync(image);
        }
        catch (DockerImageNotFoundException)
        {
            using var root = BusyboxRoot();
            var name = image.Split(':');
            var answer = new ImportAnswer();
            await client.Images.CreateImageAsync(new() { Repo = name[0], Tag = name[1], Changes = ["ENV PATH=/bin", "CMD [\"/bin/false\"]"] }, root, null, answer);
            Assert.Null(answer.Error);
        }
    }

    /// <summary>The static busybox of this machine.</summary>
    public static string Busybox()
    {
        var busybox = Array.Find(Busyboxes, File.Exists);
        Assert.True(busybox is not null, "busybox is missing: install the package busybox-static");
        Assert.True(File.ReadAllBytes(busybox).AsSpan().IndexOf("/ld-linux"u8) < 0, $"{busybox} needs a C library: install the package busybox-static");
        return busybox;
    }

    /// <summary>A tar archive of a root file system with busybox and its links.</summary>
    public static MemoryStream BusyboxRoot()
    {
        var busybox = Busybox();
        var root = new MemoryStream();
        using (var writer = new TarWriter(root, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "bin/") { Mode = Mode });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "bin/busybox") { Mode = Mode, DataStream = new MemoryStream(File.ReadAllBytes(busybox)) });
            foreach (var applet in Applets(busybox).Where(applet => applet != "busybox"))
                writer.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" });
        }

        root.Position = 0;
        return root;
    }

    private static string[] Applets(string busybox)
    {
        using var process = Process.Start(new ProcessStartInfo(busybox, "--list") { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class ImportAnswer : IProgress<JSONMessage>
    {
        public string? Error { get; private set; }

        public void Report(JSONMessage value) => Error ??= value.Error?.Message;
    }
}
