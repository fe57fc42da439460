using Actors.Contracts.Identity;

namespace Actors.Contracts.Tests.Identity;

public sealed class ActorKeyTests
{
    [Theory]
    [InlineData("default", "a/b", "c d")]
    [InlineData("org", "..", "é%2F")]
    public void Segments_OfAnyText_ComeBackUnchanged(params string[] segments)
    {
        var key = ActorKey.Of(segments);
        Assert.Equal(segments, ActorKey.Parse(key.Value).Segments);
        Assert.Equal(segments.Length - 1, key.Value.Count(c => c == '/'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("a/b c")]
    public void Parse_OfWhatIsNotCanonical_Throws(string value) => Assert.Throws<ArgumentException>(() => ActorKey.Parse(value));

    [Fact]
    public void Child_OfAKey_LiesBelowIt() => Assert.Equal("o/p/e%2Fx", ActorKey.Of("o", "p").Child("e/x").Value);
}
