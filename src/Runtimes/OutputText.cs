using System.Text;

namespace Actors.Runtimes;

/// <summary>What a worker printed, as text.</summary>
internal static class OutputText
{
    /// <summary>The end of some bytes as text, at most <paramref name="maxBytes"/> in UTF-8; what is no text becomes U+FFFD. The first character may have been cut.</summary>
    public static string Tail(ReadOnlySpan<byte> bytes, int maxBytes)
    {
        var start = 0;
        while (start < Math.Min(bytes.Length, 3) && (bytes[start] & 0xC0) == 0x80)
            start++;
        var text = Encoding.UTF8.GetString(bytes[start..]).Replace('\0', '\uFFFD');

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
}
