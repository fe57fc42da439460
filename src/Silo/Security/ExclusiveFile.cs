using System.Runtime.InteropServices;
using Actors.Storage.Sqlite;

namespace Actors.Silo.Security;

/// <summary>Makes a file that only its owner can read, and of which several processes that make it at once make one.</summary>
internal static class ExclusiveFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan WrittenWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    // EPERM, ENOSYS (Linux, macOS), EOPNOTSUPP (Linux, macOS), ENOTSUP (macOS): what file systems say that know no hard links.
    private static readonly int[] NoLinks = [1, 38, 78, 95, 102, 45];

    /// <summary>Writes the content aside and gives it its name when it is whole; a file that is there stays as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds; never empty.</param>
    /// <param name="link">The system's link, which answers 0 or the error's number; null: the real one.</param>
    /// <param name="sync">Puts the names in a folder on the disk; null: really.</param>
    /// <returns>Whether this call made it; then content and name are on the disk.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static bool Create(string path, ReadOnlySpan<byte> content, Func<string, string, int>? link = null, Action<string>? sync = null)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = OpenNew(aside))
            {
                Write(stream, content);
            }

            var made = (link ?? Link)(aside, path) switch
            {
                0 => true,
                NativeMethods.Taken => false,
                var error when NoLinks.Contains(error) => CreateInPlace(path, content),
                var error => throw new IOException($"It cannot be linked to its name. ({Marshal.GetPInvokeErrorMessage(error)})"),
            };
            // Also when another has made it just now, and may not have come so far: who reads it may seal with it at once, and the name must not be lost after that.
            (sync ?? PrivateFiles.SyncFolder)(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return made;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>
    /// Waits for the content of a file that another is about to write: where there are no hard links it is there, and empty, for a moment. It stays so when its maker was killed in that
    /// moment.
    /// </summary>
    /// <param name="path">The file, which exists.</param>
    /// <param name="time">For how long at most; null: 5 s.</param>
    public static void WaitUntilWritten(string path, TimeSpan? time = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (new FileInfo(path).Length == 0 && TimeProvider.System.GetElapsedTime(began) < (time ?? WrittenWithin))
        {
            Thread.Sleep(LookEvery);
        }
    }

    /// <summary>Who creates the name has won: every file system does that for one only. The content is written at once, so that others see all of it or nothing.</summary>
    private static bool CreateInPlace(string path, ReadOnlySpan<byte> content)
    {
        FileStream stream;
        try
        {
            stream = OpenNew(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        try
        {
            using (stream)
            {
                Write(stream, content);
            }

            return true;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static FileStream OpenNew(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly, BufferSize = 0 });

    private static void Write(FileStream stream, ReadOnlySpan<byte> content)
    {
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private static int Link(string existing, string name) => NativeMethods.Link(existing, name) == 0 ? 0 : Marshal.GetLastPInvokeError();
}
