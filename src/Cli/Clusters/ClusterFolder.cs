using System.ComponentModel;
using System.Diagnostics;
using Actors.Cli.Hosting;

namespace Actors.Cli.Clusters;

/// <summary>
/// The data folder of a cluster, held by one <c>cluster up</c> at a time. The system lets go of it when the process ends, however it ends; <c>cluster.pid</c> beside it is for
/// people, and for the message that another one gets.
/// </summary>
internal sealed class ClusterFolder : IDisposable
{
    private const string LockName = "cluster.lock";
    private const string PidName = "cluster.pid";

    /// <summary>How .NET reports a file that another has locked: EAGAIN of Linux and of macOS, a sharing violation of Windows.</summary>
    private static readonly int[] Locked = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _lock;
    private readonly PidFile _pid;

    private ClusterFolder(FileStream held, PidFile pid) => (_lock, _pid) = (held, pid);

    /// <summary>Takes a folder, and makes it when it is not there.</summary>
    /// <param name="folder">The folder, as an absolute path.</param>
    /// <returns>What holds it until it is disposed.</returns>
    /// <exception cref="CliException">Another <c>cluster up</c> has it, silos of an earlier one still run on it, or it cannot be used.</exception>
    public static ClusterFolder Take(string folder)
    {
        var pid = new PidFile(Path.Combine(folder, PidName));
        FileStream? held = null;
        try
        {
            Make(folder);
            held = new(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Refuse(folder);
            pid.Write(Environment.ProcessId);
            return new(held, pid);
        }
        catch (IOException e) when (held is null && Locked.Contains(e.HResult))
        {
            var other = pid.Read() is { } number ? $" (pid {number})" : "";
            throw new CliException(ExitCodes.Failed, $"Another 'cluster up'{other} runs on the data in {folder}. End it by Ctrl-C there, or give this one another folder by --data.");
        }
        catch (Exception e)
        {
            held?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new CliException(ExitCodes.Failed, $"The data folder {folder} cannot be used: {e.Message}");
            }

            throw;
        }
    }

    /// <summary>Lets go of the folder. The lock's file stays: were it deleted, two could each lock one of that name.</summary>
    public void Dispose()
    {
        try
        {
            _pid.Delete(Environment.ProcessId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever takes the folder next writes it anew.
        }

        _lock.Dispose();
    }

    /// <summary>As the silo makes it: tokens and workers' files will be in it.</summary>
    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Silos outlive a <c>cluster up</c> that was killed.</summary>
    private static void Refuse(string folder)
    {
        var living = Directory.EnumerateFiles(folder, "silo-*.pid").Order(StringComparer.Ordinal)
            .Select(file => (Name: Path.GetFileNameWithoutExtension(file), Pid: new PidFile(file).Read(), Written: File.GetLastWriteTimeUtc(file)))
            .Where(silo => silo.Pid is { } pid && IsSilo(pid, folder, silo.Written)).ToList();
        if (living.Count > 0)
        {
            var (pids, silos) = (string.Join(' ', living.Select(silo => silo.Pid)), string.Join(", ", living.Select(silo => $"{silo.Name} (pid {silo.Pid})")));
            throw new CliException(ExitCodes.Failed,
                $"Silos of a 'cluster up' that was killed still run on the data in {folder}: {silos}. End them by 'kill {pids}' and try again when they are gone, or give this one another folder by --data.");
        }
    }

    /// <summary>Whether a process is a silo of this folder, and not a stranger that has got the number of one that is gone.</summary>
    private static bool IsSilo(int pid, string folder, DateTime written)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
                var data = Array.IndexOf(words, "--data") + 1;
                return data > 0 && data < words.Length && words.Any(word => Path.GetFileName(word) == SiloProgram.Program) && RealPath(words[data]) == RealPath(folder);
            }

            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime() <= written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It is gone, or somebody else's.
            return false;
        }
    }

    /// <summary>A path without links, of which one folder may have several.</summary>
    private static string RealPath(string path)
    {
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)) is not { Length: > 0 } parent)
        {
            return path;
        }

        var full = Path.Combine(RealPath(parent), Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
        return Directory.ResolveLinkTarget(full, returnFinalTarget: true) is { } target ? RealPath(target.FullName) : full;
    }
}
