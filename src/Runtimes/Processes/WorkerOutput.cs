using System.Text;

namespace Actors.Runtimes.Processes;

/// <summary>The output of a worker: one file that its processes append to.</summary>
internal static class WorkerOutput
{
    /// <summary>The last bytes as text, at most <paramref name="maxBytes"/> in UTF-8; what is no text becomes U+FFFD.</summary>
    public static string Tail(WorkerFolder folder, int maxBytes)
    {
        var bytes = ReadEnd(folder.Output, maxBytes);
        var start = 0;
        // The first character may have been cut.
        while (start < Math.Min(bytes.Length, 3) && (bytes[start] & 0xC0) == 0x80)
            start++;
        var text = Encoding.UTF8.GetString(bytes, start, bytes.Length - start).Replace('\0', '\uFFFD');

        // A byte that is no text takes three as U+FFFD.
        var size = Encoding.UTF8.GetByteCount(text);
        var drop = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (size <= maxBytes)
                break;
            size -= rune.Utf8SequenceLength;
            drop += rune.Utf16SequenceLength;
        }

        return text[drop..];
    }

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
