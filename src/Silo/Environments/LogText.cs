namespace Actors.Silo.Environments;

/// <summary>Cuts bytes of a log between characters.</summary>
internal static class LogText
{
    private const int LongestCharacter = 4;

    /// <summary>How many of the bytes are whole characters of UTF-8: without a last one that is not complete yet. What can never be UTF-8 counts as whole.</summary>
    public static int Whole(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back < LongestCharacter && back <= bytes.Length; back++)
        {
            var lead = bytes[^back];
            if ((lead & 0b1100_0000) == 0b1000_0000)
            {
                continue;
            }

            var length = lead switch { >= 0b1111_0000 and < 0b1111_1000 => 4, >= 0b1110_0000 and < 0b1111_0000 => 3, >= 0b1100_0000 and < 0b1110_0000 => 2, _ => 1 };
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }
}
