using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Actors.Silo.Configuration;

namespace Actors.Silo.Quickstart;

/// <summary>A real git repository, made of the sample's folder. The same files give the same commit; when they changed it is made anew.</summary>
public static class QuickstartRepository
{
    private const string Stamp = "actors-sample";
    private static readonly TimeSpan GitTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Where a silo keeps the repository.</summary>
    /// <param name="options">The silo's settings.</param>
    /// <param name="sample">Name of the sample.</param>
    /// <returns>The bare repository's folder.</returns>
    public static string FolderOf(ActorsOptions options, string sample)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Path.Combine(options.DataFolder, "quickstart", $"{sample}.git");
    }

    /// <summary>Makes the repository, unless it is there and up to date.</summary>
    /// <param name="sample">Folder of the files.</param>
    /// <param name="folder">The bare repository.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is there.</returns>
    /// <exception cref="StartupException">Git is missing or failed.</exception>
    public static async Task MakeAsync(string sample, string folder, CancellationToken cancellationToken)
    {
        var digest = Digest(sample);
        var stamp = Path.Combine(folder, Stamp);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == digest)
        {
            return;
        }

        // Made aside and moved, so that half a repository is never served.
        var aside = $"{folder}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            string[] there = ["--git-dir", aside, "--work-tree", sample];
            await GitAsync(sample, ["init", "--quiet", "--bare", "--initial-branch=main", aside], cancellationToken);
            await GitAsync(sample, [.. there, "add", "--all"], cancellationToken);
            await GitAsync(sample, [.. there, "commit", "--quiet", "--message=Quickstart"], cancellationToken);
            await GitAsync(sample, [.. there, "update-server-info"], cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(aside, Stamp), digest, cancellationToken);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(aside, folder);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private static string Digest(string sample)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var content = File.ReadAllBytes(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(sample, file)}\n{File.GetUnixFileMode(file)}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task GitAsync(string sample, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = sample,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // Nothing of the person's own settings, and fixed names and dates: the same files are the same commit.
        foreach (var (name, value) in new[]
        {
            ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_AUTHOR_NAME", "Actors"), ("GIT_AUTHOR_EMAIL", "quickstart@actors.invalid"), ("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z"),
            ("GIT_COMMITTER_NAME", "Actors"), ("GIT_COMMITTER_EMAIL", "quickstart@actors.invalid"), ("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z"),
        })
        {
            start.Environment[name] = value;
        }

        using var git = Start(start);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(GitTimeout);
        var output = git.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = git.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await git.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            throw;
        }

        await output;
        if (git.ExitCode != 0)
        {
            throw new StartupException($"git {string.Join(' ', arguments)} failed while the quickstart's repository was made: {(await error).Trim()}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new StartupException("The quickstart needs git, which is not on PATH. Install it, on Debian by: apt install git", e);
        }
    }
}
