namespace Actors.Runtimes.Processes;

/// <summary>Deletes folders that programs have written to.</summary>
internal static class FolderTree
{
    /// <summary>Deletes a folder with all that is in it, never what its links point to. A folder that is not there is no error.</summary>
    public static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            Directory.Delete(folder, true);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // Programs leave folders that even their owner may not write to.
            Open(new DirectoryInfo(folder));
            Directory.Delete(folder, true);
        }
    }

    private static void Open(DirectoryInfo folder)
    {
        if (folder is not { Exists: true, LinkTarget: null })
            return;
        folder.UnixFileMode = WorkerFolder.PrivateFolder;
        foreach (var child in folder.EnumerateDirectories())
            Open(child);
    }
}
