using System.Formats.Tar;
using System.IO.Compression;
using Actors.Contracts.Activities;
using Actors.Worker.Jobs;

namespace Actors.Worker.Artifacts;

/// <summary>Packs a folder as a gzip-compressed tar that depends on nothing but names, modes and content: no times, no owners, sorted, without <c>.git</c>.</summary>
internal static class ArchivePacker
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Packs it.</summary>
    /// <exception cref="JobFailure">It is too large, or a link leaves it.</exception>
    public static async Task PackAsync(string folder, string archive, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        var root = new DirectoryInfo(folder);
        var entries = new List<FileSystemInfo>();
        var bytes = 0L;
        Collect(root, entries, limits, ref bytes);
        await using var file = File.Create(archive);
        await using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(gzip, TarEntryFormat.Gnu);
        foreach (var (name, info) in entries.Select(x => (Path.GetRelativePath(root.FullName, x.FullName), x)).OrderBy(x => x.Item1, StringComparer.Ordinal))
        {
            await WriteAsync(tar, name, info, cancellationToken);
        }
    }

    private static void Collect(DirectoryInfo folder, List<FileSystemInfo> entries, ArchiveLimits limits, ref long bytes)
    {
        foreach (var info in folder.EnumerateFileSystemInfos().Where(x => x.Name != ".git"))
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

    private static async Task WriteAsync(TarWriter tar, string name, FileSystemInfo info, CancellationToken cancellationToken)
    {
        var link = info.LinkTarget;
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
            return;
        }
        await using var content = File.OpenRead(info.FullName);
        entry.DataStream = content;
        await tar.WriteEntryAsync(entry, cancellationToken);
    }

    private static UnixFileMode ModeOf(TarEntryType type, FileSystemInfo info) =>
        type != TarEntryType.RegularFile || (info.UnixFileMode & UnixFileMode.UserExecute) != 0 ? Executable : Plain;
}
