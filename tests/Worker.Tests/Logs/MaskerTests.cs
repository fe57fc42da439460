using System.Text;
using System.Text.Json;
using Actors.Contracts.Workers;
using Actors.Worker.Logs;

namespace Actors.Worker.Tests.Logs;

public sealed class MaskerTests
{
    [Theory]
    [InlineData("the hunter22 is", "the *** is")]
    [InlineData("hunter2hunter22", "hunter2***")]
    [InlineData("hunter22hunter22!", "***!")]
    [InlineData("hunter2", "hunter2")]
    [InlineData("aaaab", "***b")]
    [InlineData("abcd-wxyz", "***-***")]
    [InlineData("abcdefgh", "***")]
    public void Mask_Text_SecretsBecomeOneMark(string text, string expected) =>
        Assert.Equal(expected, new SecretSet(["hunter22", "aaaa", "abcd", "cdef", "defgh", "wxyz"]).Mask(text));

    [Fact]
    public void Mask_ShortSecret_IsLeft() => Assert.Equal("a1b ab", new SecretSet(["1", "ab", "", "   "]).Mask("a1b ab"));

    [Theory]
    [InlineData("p@ss \"w\"/é+?<'>\\x")]
    [InlineData("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\nqL2\nzzzzzz==\n-----END KEY-----\n")]
    public void Mask_KnownForms_NoneSurvives(string secret)
    {
        var set = new SecretSet([secret]);
        var bytes = Encoding.UTF8.GetBytes(secret);
        string[] forms =
        [
            secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString(),
            JsonEncodedText.Encode(secret, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), string.Concat(Convert.ToHexStringLower(bytes).Chunk(60).Where(x => x.Length >= 8).Select(x => new string(x) + "\n")).TrimEnd(),
            Convert.ToBase64String(bytes).TrimEnd('='), Convert.ToBase64String([1, .. bytes, 2])[2..((bytes.Length + 1) * 8 / 6)], Convert.ToBase64String([1, 2, .. bytes, 2])[3..((bytes.Length + 2) * 8 / 6)],
        ];
        foreach (var form in forms)
        {
            var masked = set.Mask($"<{form}>");
            Assert.Contains("***", masked, StringComparison.Ordinal);
            Assert.True(masked.Length < (form.Contains('\n') && !form.Contains('-') ? 64 : 16), $"{form} became {masked}");
        }
    }

    [Theory]
    [InlineData("Ky7/abcDEF+ghi123==", "Ky7/abcDEF%2Bghi123%3D%3D")] // Python: urllib.parse.quote
    [InlineData("Ky7/abcDEF+ghi123==", "Ky7%2FabcDEF+ghi123==")] // Go: user information of an address
    [InlineData("Ky7/abc DEF+ghi123==", "Ky7/abc%20DEF+ghi123==")] // JavaScript: encodeURI
    [InlineData("it's <a&b> \"x\"", "it&#x27;s &lt;a&amp;b&gt; &quot;x&quot;")] // Python: html.escape
    [InlineData("it's <a&b> \"x\"", "it&#39;s &lt;a&amp;b&gt; &quot;x&quot;")]
    [InlineData("it's \"x\" a\\b", "it\\'s \"x\" a\\\\b")] // Python: repr
    [InlineData("it's here", "it'\"'\"'s here")] // Python: shlex.quote
    [InlineData("it's here", "it'\\''s here")] // bash: printf %q and people
    public void Mask_FormsOfLanguages_NoneSurvives(string secret, string form) => Assert.Equal("<***>", new SecretSet([secret]).Mask($"<{form}>"));

    [Fact]
    public void Write_AnyChunking_SameOutputAndNoSecretSurvives()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            string[] secrets = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Letters(random, random.Next(4, 9)))];
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(3) == 0 ? secrets[random.Next(secrets.Length)] : Letters(random, random.Next(1, 6))));
            var set = new SecretSet(secrets);
            var whole = set.Mask(text);

            var masker = new Masker(set);
            var output = new List<byte>();
            var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
            while (bytes.Length > 0)
            {
                var count = random.Next(1, Math.Min(bytes.Length, 7) + 1);
                output.AddRange(masker.Write(bytes[..count]));
                bytes = bytes[count..];
            }
            output.AddRange(masker.Flush());

            Assert.True(whole == Encoding.UTF8.GetString([.. output]), $"seed {seed}");
            Assert.True(secrets.All(x => !whole.Contains(x, StringComparison.Ordinal)), $"seed {seed}: {text} -> {whole}");
            Assert.True(whole == Reference(text, secrets), $"seed {seed}: {text} -> {whole}");
        }
    }

    [Fact]
    public void Write_PlainText_IsNotHeldBackLongerThanNeeded()
    {
        var masker = new Masker(new SecretSet(["secret"]));

        Assert.Equal("hello ", Encoding.UTF8.GetString(masker.Write("hello secr"u8)));
        Assert.Equal("secrx", Encoding.UTF8.GetString(masker.Write("x"u8)));
    }

    private static string Letters(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "abc"[random.Next(3)]));

    // All places of all forms, the slow way.
    private static string Reference(string text, string[] secrets)
    {
        var covered = new bool[text.Length];
        foreach (var form in secrets.SelectMany(SecretForms.Of))
        {
            for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
            {
                covered.AsSpan(at, form.Length).Fill(true);
            }
        }
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            result.Append(!covered[i] ? text[i].ToString() : i == 0 || !covered[i - 1] ? "***" : "");
        }
        return result.ToString();
    }
}
