using System.Text;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Texts counted in characters of Unicode (code points), so that no index cuts one in two.</summary>
internal static class TextUnits
{
    public static int Length(string text)
    {
        var length = text.Length;
        foreach (var character in text)
        {
            length -= char.IsLowSurrogate(character) ? 1 : 0;
        }

        return length;
    }

    /// <summary>The offset in UTF-16 of a character.</summary>
    public static int OffsetOf(string text, int index)
    {
        if (!HasSurrogates(text))
        {
            return index;
        }

        var offset = 0;
        for (; index > 0 && offset < text.Length; index--)
        {
            offset += char.IsHighSurrogate(text[offset]) && offset + 1 < text.Length ? 2 : 1;
        }

        return offset;
    }

    /// <summary>The number of the character at an offset in UTF-16; negative offsets stay.</summary>
    public static int IndexOf(string text, int offset) => offset < 0 ? offset : Length(text[..offset]);

    /// <summary>The characters from one index to another.</summary>
    public static string Slice(string text, int begin, int end) => begin >= end ? "" : text[OffsetOf(text, begin)..OffsetOf(text, end)];

    /// <summary>Each character as a text.</summary>
    public static IEnumerable<string> Each(string text)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var length = char.IsHighSurrogate(text[offset]) && offset + 1 < text.Length ? 2 : 1;
            yield return text.Substring(offset, length);
            offset += length;
        }
    }

    /// <summary>Order by code points, in which surrogates come after all other characters of 16 bits.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                return char.IsSurrogate(left[i]) == char.IsSurrogate(right[i]) ? left[i].CompareTo(right[i]) : char.IsSurrogate(left[i]) ? 1 : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Whether every surrogate is half of a character.</summary>
    public static bool IsValid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !Rune.TryCreate(text[i], text[i + 1], out _))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    private static bool HasSurrogates(string text) => text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');
}
