using Actors.Cli.Output;

namespace Actors.Cli.Tests.Output;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData(-5, "0.0s")]
    [InlineData(0.44, "0.4s")]
    [InlineData(9.99, "9.9s")]
    [InlineData(59.9, "59s")]
    [InlineData(185, "3m05s")]
    [InlineData(7800, "2h10m")]
    [InlineData(356400, "4d03h")]
    public void Duration_OfSeconds_IsShort(double seconds, string expected) =>
        Assert.Equal(expected, DisplayText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, "")]
    [InlineData("short\n", "short")]
    [InlineData("\n first \r\nsecond", "first…")]
    public void Summary_OfLines_IsTheFirstOne(string? text, string expected) => Assert.Equal(expected, DisplayText.Summary(text));

    [Fact]
    public void Summary_LongLine_IsCutAndCutsNoCharacterInTwo()
    {
        Assert.Equal(new string('a', 200), DisplayText.Summary(new string('a', 200)));
        Assert.Equal(new string('a', 200) + "…", DisplayText.Summary(new string('a', 201)));
        Assert.Equal(new string('a', 199) + "…", DisplayText.Summary(new string('a', 199) + "\U0001F600b"));
    }

    [Fact]
    public void Clean_ControlCharacters_AreReplaced()
    {
        Assert.Equal("a\uFFFD[31mb c", DisplayText.Clean("a\u001b[31mb\nc"));
        Assert.Equal("a\nb", DisplayText.Clean("a\nb", keepLines: true));
    }
}
