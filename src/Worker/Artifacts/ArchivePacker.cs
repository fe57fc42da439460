using System.Formats.Tar;
using System.IO.Compression;
using Actors.Contracts.Activities;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;
using Microsoft.Win32.SafeHandles;

namespace Actors.Worker.Artifacts;

/// <summary>Packs a folder as a gzip-compressed tar that depends on nothing but names, modes and content: no times, no owners, sorted, without <c>.git</c>.</summary>
internal static class ArchivePacker
{
    private const int BlockBytes = 512;
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Packs it.</summary>
    /// <returns>Number of entries that were left out; none, unless the limits say that some may be.</returns>
    /// <exception cref="JobFailure">It is too large, or a link leaves it.</exception>
    public static async Task<int> PackAsync(string folder, string archive, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        var root = new DirectoryInfo(folder);
        var entries = new List<FileSystemInfo>();
        var bytes = 0L;
        Collect(root, entries, limits, ref bytes);
        await using var file = File.Create(archive);
        await using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(gzip, TarEntryFormat.Gnu);
        var left = 0;
        foreach (var (name, info) in entries.Select(x => (Path.GetRelativePath(root.FullName, x.FullName), x)).OrderBy(x => x.Item1, StringComparer.Ordinal))
        {
            left += await WriteAsync(tar, name, info, limits, cancellationToken) ? 0 : 1;
        }
        if (left == entries.Count)
        {
            // Of no entries the writer makes no archive at all, not even an end.
            await gzip.WriteAsync(new byte[2 * BlockBytes], cancellationToken);
        }
        return left;
    }

    private static void Collect(DirectoryInfo folder, List<FileSystemInfo> entries, ArchiveLimits limits, ref long bytes)
    {
        foreach (var info in Entries(folder, limits))
        {
            entries.Add(info);
            if (entries.Count > limits.MaxEntries)
            {
                throw new JobFailure(ReasonCode.LimitExceeded, $"The working directory has more than {limits.MaxEntries} entries.");
            }
            if (info.LinkTarget is not null)
            {
                continue;
            }
            if (info is DirectoryInfo child)
            {
                Collect(child, entries, limits, ref bytes);
            }
            else if (info is FileInfo file && (bytes += file.Length) > limits.MaxBytes)
            {
                throw new JobFailure(ReasonCode.LimitExceeded, $"The working directory has more than {limits.MaxBytes} bytes.");
            }
        }
    }

    private static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder, ArchiveLimits limits) => limits.Whole
        ? folder.EnumerateFileSystemInfos("*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None })
        : folder.EnumerateFileSystemInfos().Where(x => x.Name != ".git");

    private static async Task<bool> WriteAsync(TarWriter tar, string name, FileSystemInfo info, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        var link = info.LinkTarget;
        if (limits.Whole && !Holds(name, info, link))
        {
            return false;
        }
        if (link is not null && !ArchiveLinks.Stays(name, link))
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The link '{name}' points to '{link}', outside of the working directory.");
        }
        var type = link is not null ? TarEntryType.SymbolicLink : info is DirectoryInfo ? TarEntryType.Directory : TarEntryType.RegularFile;
        var entry = new GnuTarEntry(type, name) { ModificationTime = DateTimeOffset.UnixEpoch, Mode = ModeOf(type, info) };
        if (link is not null)
        {
            entry.LinkName = link;
        }
        if (type != TarEntryType.RegularFile)
        {
            await tar.WriteEntryAsync(entry, cancellationToken);
            return true;
        }
        await using var content = File.OpenRead(info.FullName);
        entry.DataStream = content;
        await tar.WriteEntryAsync(entry, cancellationToken);
        return true;
    }

    private static bool Holds(string name, FileSystemInfo info, string? link) =>
        link is not null ? ArchiveLinks.Stays(name, link) : info is DirectoryInfo || IsReadableFile(info.FullName);

    // Opening a pipe would wait for whoever writes to it, and a socket cannot be opened; neither has places to go to.
    private static bool IsReadableFile(string file)
    {
        using var handle = new SafeFileHandle(Libc.Open(file, Libc.OpenWithoutWaiting | Libc.OpenCloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
        {
            return false;
        }
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        return stream.CanSeek;
    }

    private static UnixFileMode ModeOf(TarEntryType type, FileSystemInfo info) =>
        type != TarEntryType.RegularFile || (info.UnixFileMode & UnixFileMode.UserExecute) != 0 ? Executable : Plain;
}
