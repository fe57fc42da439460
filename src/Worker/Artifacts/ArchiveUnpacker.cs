using System.Formats.Tar;
using System.IO.Compression;
using Actors.Contracts.Activities;
using Actors.Worker.Jobs;

namespace Actors.Worker.Artifacts;

/// <summary>Unpacks a gzip-compressed tar into an empty folder. Entries and links stay below it; devices and the like are refused; sizes are bounded.</summary>
internal sealed class ArchiveUnpacker(string folder, ArchiveLimits limits)
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;
    private const UnixFileMode OwnerWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly List<(string Path, string Target)> _links = [];
    private long _bytes;
    private int _entries;

    /// <summary>Unpacks it.</summary>
    /// <exception cref="JobFailure">It is no archive, too large, or wants to leave the folder.</exception>
    public async Task UnpackAsync(Stream archive, CancellationToken cancellationToken)
    {
        if (archive is { CanSeek: true, Length: 0 })
        {
            // An empty folder, as builds from before packed it.
            return;
        }
        try
        {
            await using var gzip = new GZipStream(archive, CompressionMode.Decompress);
            await using var tar = new TarReader(gzip);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                await UnpackAsync(entry, cancellationToken);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The working directory's archive is damaged: {e.Message}");
        }
        // Links come last: nothing is ever written through one.
        foreach (var (path, target) in _links)
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    private async Task UnpackAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (++_entries > limits.MaxEntries)
        {
            throw new JobFailure(ReasonCode.LimitExceeded, $"The archive has more than {limits.MaxEntries} entries.");
        }
        var parts = SafePath.Parts(entry.Name) ?? throw Refused(entry, "its path leaves the folder");
        if (parts.Count == 0)
        {
            return;
        }
        var path = Path.Combine([folder, .. parts]);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                Directory.CreateDirectory(path);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                await WriteAsync(path, entry, entry.DataStream ?? Stream.Null, entry.Mode, cancellationToken);
                break;
            case TarEntryType.HardLink:
                await CopyAsync(path, entry, cancellationToken);
                break;
            case TarEntryType.SymbolicLink:
                AddLink(path, parts, entry);
                break;
            case TarEntryType.GlobalExtendedAttributes:
                break;
            default:
                throw Refused(entry, $"it is a {entry.EntryType}, not a file, folder or link");
        }
    }

    private async Task WriteAsync(string path, TarEntry entry, Stream content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw Refused(entry, "it is there twice");
        }
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = (mode & Permissions) | OwnerWrites,
        });
        var buffer = new byte[64 * 1024];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if ((_bytes += count) > limits.MaxBytes)
            {
                throw new JobFailure(ReasonCode.LimitExceeded, $"The archive unpacks to more than {limits.MaxBytes} bytes.");
            }
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    // A hard link becomes a copy: its target must be a file that this archive brought before.
    private async Task CopyAsync(string path, TarEntry entry, CancellationToken cancellationToken)
    {
        var parts = SafePath.Parts(entry.LinkName) ?? throw Refused(entry, $"it links to '{entry.LinkName}', which leaves the folder");
        var target = Path.Combine([folder, .. parts]);
        if (!File.Exists(target))
        {
            throw Refused(entry, $"it links to '{entry.LinkName}', which is no file of the archive");
        }
        await using var content = File.OpenRead(target);
        await WriteAsync(path, entry, content, File.GetUnixFileMode(target), cancellationToken);
    }

    private void AddLink(string path, IReadOnlyList<string> parts, TarEntry entry)
    {
        if (!ArchiveLinks.Stays(string.Join('/', parts), entry.LinkName))
        {
            throw Refused(entry, $"it links to '{entry.LinkName}', outside of the folder");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path) || Directory.Exists(path) || _links.Any(x => x.Path == path))
        {
            throw Refused(entry, "it is there twice");
        }
        _links.Add((path, entry.LinkName));
    }

    private static JobFailure Refused(TarEntry entry, string why) => new(ReasonCode.InvalidInput, $"The entry '{entry.Name}' of the working directory's archive is refused: {why}.");
}
