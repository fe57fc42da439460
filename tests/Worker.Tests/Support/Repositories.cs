using System.Diagnostics;

namespace Actors.Worker.Tests.Support;

/// <summary>Real git repositories for tests.</summary>
internal static class Repositories
{
    /// <summary>A repository with a branch main, a branch feature, a tag v1 on the first commit, and a folder module; returns first and last commit of main.</summary>
    public static (string First, string Last) Create(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "module"));
        Git(folder, "init", "-q", "-b", "main");
        File.WriteAllText(Path.Combine(folder, "module", "handler.sh"), "echo one\n");
        File.SetUnixFileMode(Path.Combine(folder, "module", "handler.sh"), (UnixFileMode)0b111_101_101);
        File.WriteAllText(Path.Combine(folder, "readme.txt"), "one\n");
        Commit(folder, "one");
        Git(folder, "tag", "-a", "v1", "-m", "one");
        var first = Git(folder, "rev-parse", "HEAD");
        Git(folder, "checkout", "-q", "-b", "feature");
        File.WriteAllText(Path.Combine(folder, "readme.txt"), "feature\n");
        Commit(folder, "feature");
        Git(folder, "checkout", "-q", "main");
        File.WriteAllText(Path.Combine(folder, "readme.txt"), "two\n");
        File.CreateSymbolicLink(Path.Combine(folder, "module", "link"), "handler.sh");
        Commit(folder, "two");
        return (first, Git(folder, "rev-parse", "HEAD"));
    }

    public static void Commit(string folder, string message)
    {
        Git(folder, "add", "-A");
        Git(folder, "commit", "-q", "-m", message);
    }

    public static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always", .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error}");
        return output.Trim();
    }
}
