using System.Diagnostics;
using Actors.Contracts.Runtimes;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Images;

/// <summary>The Docker engine of this machine, by its command line.</summary>
internal static class DockerCommand
{
    /// <summary>Where a container finds the authority that it is given.</summary>
    public const string AuthorityFile = "/authority.pem";

    private const string Empty = "actors-test:empty";

    private static string Program
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
            {
                folder = folder.Parent;
            }
            return Path.Combine(folder?.FullName ?? "/", "artifacts", "worker", "Actors.Worker");
        }
    }

    /// <summary>Skips the test when there is no engine or no static Worker program.</summary>
    public static async Task NeededAsync()
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, "docker"))), "There is no docker on PATH.");
        var (code, output) = await RunAsync("version");
        Assert.SkipUnless(code == 0, $"No Docker engine answers: {output}");
        Assert.SkipUnless(File.Exists(Program), $"There is no static Worker at {Program}: deploy/images/build worker");
    }

    /// <summary>An image without a single file.</summary>
    public static async Task<string> EmptyImageAsync()
    {
        var file = Path.GetTempFileName();
        try
        {
            // Two blocks of zeros are a tar archive of nothing.
            await File.WriteAllBytesAsync(file, new byte[10240], Bench.Cancellation);
            await MustAsync("import", file, Empty);
        }
        finally
        {
            File.Delete(file);
        }
        return Empty;
    }

    /// <summary>One of our images; skips the test when it is not built.</summary>
    public static async Task<string> BuiltAsync(string name)
    {
        var image = $"actors/{name}:{WorkerImages.Tag}";
        Assert.SkipUnless((await RunAsync("image", "inspect", image)).Code == 0, $"The image {image} is not built: deploy/images/build");
        return image;
    }

    /// <summary>A container with the Worker program, not yet started: unprivileged.</summary>
    public static async Task<DockerContainer> CreateAsync(string image, IReadOnlyDictionary<string, string> variables, string? authority)
    {
        var folder = Directory.CreateTempSubdirectory("actors-image-");
        try
        {
            var id = (await MustAsync([
                "create", "--user", "65532:65532", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--tmpfs", "/tmp:mode=1777",
                .. variables.SelectMany(variable => new[] { "--env", $"{variable.Key}={variable.Value}" }), "--entrypoint", "/worker", image])).Trim();
            await MustAsync("cp", Program, $"{id}:/worker");
            if (authority is not null)
            {
                var file = Path.Combine(folder.FullName, "authority.pem");
                await File.WriteAllTextAsync(file, authority, Bench.Cancellation);
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
                await MustAsync("cp", file, $"{id}:{AuthorityFile}");
            }
            return new(id);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<string> MustAsync(params string[] words)
    {
        var (code, output) = await RunAsync(words);
        Assert.True(code == 0, $"docker {string.Join(' ', words)}: {output}");
        return output;
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(Bench.Cancellation);
        var error = process.StandardError.ReadToEndAsync(Bench.Cancellation);
        await process.WaitForExitAsync(Bench.Cancellation);
        return (process.ExitCode, await output + (process.ExitCode == 0 ? "" : await error));
    }
}
