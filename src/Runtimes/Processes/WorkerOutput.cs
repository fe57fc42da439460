using System.Text;

namespace Actors.Runtimes.Processes;

/// <summary>The output of a worker: two files, of which the younger is written to.</summary>
internal static class WorkerOutput
{
    /// <summary>The last bytes as text, at most <paramref name="maxBytes"/> in UTF-8; what is no text becomes U+FFFD.</summary>
    public static string Tail(WorkerFolder folder, int maxBytes)
    {
        if (maxBytes <= 0)
            return "";
        var young = ReadEnd(folder.Output, maxBytes);
        var bytes = ReadEnd(folder.OldOutput, maxBytes - young.Length).Concat(young).ToArray();
        var start = 0;
        while (start < bytes.Length && start < 4 && (bytes[start] & 0xC0) == 0x80)
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

    /// <summary>Keeps the output within its limit: when the younger file has half of it, its end becomes the older file.</summary>
    public static void Bound(WorkerFolder folder, long limit)
    {
        var output = new FileInfo(folder.Output);
        if (output is not { Exists: true, LinkTarget: null } || output.Length <= limit / 2)
            return;
        // The worker appends through its own handle, so the file is emptied in place; what it writes just now may be lost.
        var end = ReadEnd(folder.Output, (int)Math.Min(limit / 2, 8 << 20));
        using (var old = new FileStream(folder.OldOutput, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
            old.Write(end);
        using var file = new FileStream(folder.Output, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    private static byte[] ReadEnd(string path, int maxBytes)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, LinkTarget: null })
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
