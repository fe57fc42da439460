using System.Formats.Tar;
using System.Text;

namespace Actors.Runtimes.Docker;

/// <summary>Parts of tar archives, in the old form that every engine reads. Owners are numbers of the container.</summary>
internal static class WorkerArchive
{
    /// <summary>Mode of a program: everybody reads and executes it.</summary>
    public const UnixFileMode ReadAndExecute = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    /// <summary>Mode of a public file.</summary>
    public const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    /// <summary>Mode of what only its owner reads.</summary>
    public const UnixFileMode OwnerReads = UnixFileMode.UserRead;
    /// <summary>Mode of a private folder.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int EndBlocks = 1024;

    /// <summary>A file.</summary>
    public static byte[] Entry(string name, byte[] content, UnixFileMode mode, int uid, int gid) =>
        Write(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), Mode = mode, Uid = uid, Gid = gid });

    /// <summary>An archive of one small file that only root can read.</summary>
    public static Stream OfFile(string name, string content) =>
        new JoinedStream([Entry(name, Encoding.UTF8.GetBytes(content), OwnerReads, 0, 0), new byte[EndBlocks]]);

    /// <summary>What a new container gets: the program where it is injected, the worker's own folder with the ticket, and the certificate authority.</summary>
    /// <param name="program">The program's entry; null: the image has it.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="ca">The certificate authority in PEM; null: none.</param>
    /// <param name="user"><c>UID:GID</c> of the worker.</param>
    /// <param name="volumes">Number of volumes that become the worker's own.</param>
    public static Stream OfWorker(byte[]? program, string ticket, byte[]? ca, string user, int volumes)
    {
        var ids = user.Split(':').Select(int.Parse).ToArray();
        byte[] Folder(string name) => Write(new UstarTarEntry(TarEntryType.Directory, name + "/") { Mode = OwnerOnly, Uid = ids[0], Gid = ids[1] });
        byte[] folder = [.. Folder(ContainerLayout.WorkName), .. Enumerable.Range(0, volumes).SelectMany(number => Folder(ContainerLayout.VolumeName(number)))];
        var file = Entry($"{ContainerLayout.WorkName}/{ContainerLayout.TicketName}", Encoding.UTF8.GetBytes(ticket), OwnerReads, ids[0], ids[1]);
        return new JoinedStream([program ?? [], ca is null ? [] : Entry(ContainerLayout.CaName, ca, Read, 0, 0), folder, file, new byte[EndBlocks]]);
    }

    private static byte[] Write(TarEntry entry)
    {
        using var memory = new MemoryStream();
        using (var writer = new TarWriter(memory, TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(entry);
        // Without the two empty blocks that end an archive.
        return memory.ToArray()[..^EndBlocks];
    }
}
