namespace Actors.Worker.Hosting;

/// <summary>
/// Copies the running program to another place: an init container of the image that holds the Worker brings it into an image that lacks it, and there is no
/// shell in the former.
/// </summary>
internal static class Installer
{
    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute |
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Copies it, mode 0755. Whoever looks at the destination sees the whole program or none.</summary>
    /// <param name="program">The program; the running one.</param>
    /// <param name="destination">Path of the copy; its folder is made where it is missing.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written there.</exception>
    public static void Install(string program, string destination)
    {
        var target = Path.GetFullPath(destination);
        if (Directory.Exists(target))
        {
            throw new IOException($"{target} is a folder: name the file that the worker is to become.");
        }
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            using (var source = File.OpenRead(program))
            using (var copy = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Mode }))
            {
                source.CopyTo(copy);
                copy.Flush(flushToDisk: true);
            }
            // The mode of a new file is cut by the umask.
            File.SetUnixFileMode(draft, Mode);
            File.Move(draft, target, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
