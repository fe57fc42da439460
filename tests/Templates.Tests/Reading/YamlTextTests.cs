using Actors.Templates.Reading;

namespace Actors.Templates.Tests.Reading;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("a\"\\b", "\"a\\\"\\\\b\"")]
    [InlineData("a\nb\tc\r", "\"a\\nb\\tc\\u000D\"")]
    [InlineData("\u0085\u2028\ufeff", "\"\\u0085\\u2028\\uFEFF\"")]
    [InlineData("ü€\ud83d\ude00", "\"ü€\ud83d\ude00\"")]
    [InlineData("\U000E0001", "\"\\U000E0001\"")]
    public void Quote_AnyText_IsOneLineOfWhatIsSeen(string text, string expected) => Assert.Equal(expected, YamlText.Quote(text));
}
