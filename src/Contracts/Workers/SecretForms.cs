using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Actors.Contracts.Workers;

/// <summary>
/// The forms in which a secret may be shown, for whoever hides them (workers in logs, the controller in outputs): as it is, each line of it, base64 (at each of the three alignments, wrapped lines too), base64url,
/// hexadecimal (lines of <c>xxd -p</c> too), URL-encoded (whole, as a path, as user information), HTML-encoded, JSON-escaped, and as Python and shells quote it. Secrets shorter than <see cref="MinLength"/> characters are not masked: hiding every <c>1</c> would
/// destroy the log and still protect nothing that can be guessed so easily.
/// </summary>
public static class SecretForms
{
    /// <summary>Shortest secret, and shortest line of one, that is masked.</summary>
    public const int MinLength = 4;

    private static readonly int[] WrapWidths = [64, 76];

    // xxd -p ends a line after 30 bytes.
    private const int HexWidth = 60;

    /// <summary>All forms of a secret; none of one that is too short.</summary>
    public static IEnumerable<string> Of(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Texts(secret).Where(x => x.Length >= MinLength).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Texts(string secret)
    {
        if (secret.Trim().Length < MinLength)
        {
            yield break;
        }
        string[] parts = [secret, secret.Trim(), .. secret.Split('\n').Select(x => x.Trim()).Where(x => x.Length >= MinLength)];
        foreach (var text in parts.Distinct(StringComparer.Ordinal))
        {
            yield return text;
            foreach (var form in Escaped(text).Concat(Base64(text)).Concat(Hex(text)))
            {
                yield return form;
            }
        }
    }

    private static IEnumerable<string> Escaped(string text)
    {
        var url = Uri.EscapeDataString(text);
        yield return url;
        yield return LowerEscapes(url, '%', 2);
        yield return url.Replace("%20", "+", StringComparison.Ordinal);
        // Paths keep the slash; user information of an address and whole addresses keep more.
        foreach (var kept in (string[])["/", "+=$&,;:", "/+=$&,;:@?#", "!'()*", "/!'()*"])
        {
            var partly = kept.Aggregate(url, (form, c) => form.Replace(Uri.HexEscape(c), c.ToString(), StringComparison.Ordinal));
            yield return partly;
            yield return LowerEscapes(partly, '%', 2);
        }
        yield return WebUtility.HtmlEncode(text);
        yield return WebUtility.HtmlEncode(text).Replace("&#39;", "&#x27;", StringComparison.Ordinal);
        // As Python prints a text that has both quotes, and as a shell is given one.
        yield return text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        yield return text.Replace("'", "'\"'\"'", StringComparison.Ordinal);
        yield return text.Replace("'", "'\\''", StringComparison.Ordinal);
        var json = JsonEncodedText.Encode(text, JavaScriptEncoder.Default).ToString();
        yield return json;
        yield return LowerEscapes(json, 'u', 4);
        yield return json.Replace("\\u0022", "\\\"", StringComparison.Ordinal);
        yield return JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        yield return LowerEscapes(json.Replace("\\u0022", "\\\"", StringComparison.Ordinal).Replace("\\u0027", "'", StringComparison.Ordinal).Replace("\\u002B", "+", StringComparison.Ordinal), 'u', 4);
    }

    // The bits of the first and the last character also belong to the neighbours, so they are left out of the pattern.
    private static IEnumerable<string> Base64(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var shift = 0; shift < 3; shift++)
        {
            var shifted = new byte[bytes.Length + shift];
            bytes.CopyTo(shifted, shift);
            var whole = Convert.ToBase64String(shifted);
            var start = shift == 0 ? 0 : shift + 1;
            var end = shifted.Length * 8 / 6;
            if (end - start < MinLength)
            {
                continue;
            }
            var form = whole[start..end];
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
            foreach (var line in WrapWidths.Where(x => shift == 0 && whole.Length > x).SelectMany(x => whole.Chunk(x)).Where(x => x.Length >= 16))
            {
                yield return new string(line).TrimEnd('=');
            }
        }
    }

    private static IEnumerable<string> Hex(string text)
    {
        var whole = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        string[] lines = whole.Length > HexWidth ? [whole, .. whole.Chunk(HexWidth).Select(x => new string(x)).Where(x => x.Length >= 2 * MinLength)] : [whole];
        return lines.Concat(lines.Select(x => x.ToUpperInvariant()));
    }

    private static string LowerEscapes(string text, char mark, int digits)
    {
        var result = text.ToCharArray();
        for (var i = 0; i + digits < result.Length; i++)
        {
            if (result[i] == mark && (mark == '%' || (i > 0 && result[i - 1] == '\\')))
            {
                for (var k = i + 1; k <= i + digits; k++)
                {
                    result[k] = char.ToLowerInvariant(result[k]);
                }
            }
        }
        return new string(result);
    }
}
