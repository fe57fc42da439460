using Actors.Scheduling.Hosting;

namespace Actors.Scheduling.Tests.Hosting;

public sealed class OutstandingTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "ab", "ab")]
    [InlineData("ab", "", "")]
    [InlineData("abc", "abc", "")]
    [InlineData("abc", "abcd", "d")]
    [InlineData("abc", "xabc", "x")]
    [InlineData("abc", "axbc", "x")]
    [InlineData("abcd", "abd", "")]
    [InlineData("abc", "cba", "")]
    [InlineData("abc", "xyz", "xyz")]
    [InlineData("abcd", "dxa", "x")]
    public void Since_OfTwoLists_IsWhatOnlyTheSecondHas(string before, string after, string expected) =>
        Assert.Equal(expected, string.Concat(Outstanding.Since([.. before], after.ToList())));

    [Fact]
    public void Since_OfAnyTwoLists_IsTheirDifference()
    {
        var random = new Random(4711);
        for (var i = 0; i < 5_000; i++)
        {
            var (before, after) = (Some(random), Some(random));
            Assert.Equal(after.Except(before), Outstanding.Since(before, after));
        }
    }

    /// <summary>A few of eight letters, each once: most in the order of the alphabet, some in any order.</summary>
    private static List<char> Some(Random random)
    {
        var letters = "abcdefgh".ToCharArray();
        if (random.Next(2) == 0) random.Shuffle(letters);
        return [.. letters.Where(_ => random.Next(2) == 0)];
    }
}
