namespace Actors.Runtimes.Processes;

/// <summary>The output of a worker: one file that its processes append to.</summary>
internal static class WorkerOutput
{
    /// <summary>The last bytes as text, at most <paramref name="maxBytes"/> in UTF-8; what is no text becomes U+FFFD.</summary>
    public static string Tail(WorkerFolder folder, int maxBytes) => OutputText.Tail(ReadEnd(folder.Output, maxBytes), maxBytes);

    /// <summary>
    /// Keeps the output's use of the disk within its limit: what is older becomes a hole in the file, which loses nothing that is being
    /// written. Where the file system has no holes the file is emptied, and a line that is written just then may be lost.
    /// </summary>
    public static void Bound(WorkerFolder folder, long limit)
    {
        var output = new FileInfo(folder.Output);
        if (output is not { Exists: true, LinkTarget: null } || output.Length <= limit)
            return;
        using var file = new FileStream(folder.Output, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (!Posix.Free(file.SafeFileHandle, file.Length - limit / 2))
            file.SetLength(0);
    }

    private static byte[] ReadEnd(string path, int maxBytes)
    {
        try
        {
            if (maxBytes <= 0 || new FileInfo(path) is not { Exists: true, LinkTarget: null })
                return [];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(maxBytes, file.Length)];
            file.Seek(-bytes.Length, SeekOrigin.End);
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, false)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }
}
