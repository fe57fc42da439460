using System.Runtime.InteropServices;

namespace Actors.Storage.Sqlite;

/// <summary>Folders and files that only their owner can read, and that are on the disk when we say so.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder, and those above it, with mode 0700 where they are not there.</summary>
    internal static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } above) CreateFolder(above);
        // .NET gives the mode to the last folder only, so each is made by itself.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerFolder);
    }

    /// <summary>Makes an empty file with mode 0600 when it is not there, and takes the rights of others from one that is.</summary>
    internal static void CreateFile(string path)
    {
        using (Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite)) { }
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerFile) File.SetUnixFileMode(path, OwnerFile);
    }

    /// <summary>Makes a new file with mode 0600 to write to.</summary>
    internal static FileStream CreateNew(string path) => Open(path, FileMode.CreateNew, FileShare.None);

    /// <summary>Makes sure that the names in a folder are on the disk. Windows does so by itself.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = NativeMethods.Open(path, 0);
        if (descriptor < 0) throw new IOException($"The folder '{path}' cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        var result = NativeMethods.FSync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = NativeMethods.Close(descriptor);
        if (result != 0) throw new IOException($"The folder '{path}' cannot be written to the disk (error {error}).");
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }
}
