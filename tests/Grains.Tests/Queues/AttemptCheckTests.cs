using Actors.Contracts.Identity;
using Actors.Grains.Queues;

namespace Actors.Grains.Tests.Queues;

public sealed class AttemptCheckTests
{
    private static readonly ActorKey Agent = ActorKey.Of("org", "demo", "one");

    [Fact]
    public void Require_OwnProject_Passes() => AttemptCheck.Require(Agent, [new("org/demo/env/r1/a%20b", 1), new("org/demo/env/r1/app", 7)]);

    [Theory]
    [InlineData("org/demo/env/r1/app", 0)]
    [InlineData("org/demo/env/r1", 1)]
    [InlineData("org/demo/env/r1/app/more", 1)]
    [InlineData("org/demo//r1/app", 1)]
    [InlineData("org/demo/env/r1/a b", 1)]
    [InlineData("org/demo/env/r1/%zz", 1)]
    [InlineData("", 1)]
    [InlineData(null, 1)]
    [InlineData("other/demo/env/r1/app", 1)]
    [InlineData("org/other/env/r1/app", 1)]
    public void Require_NotItsOwn_NamesTheAgent(string? activity, int number)
    {
        var error = Assert.Throws<ArgumentException>(() => AttemptCheck.Require(Agent, [new(activity!, number)]));
        Assert.Contains("org/demo/one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_NothingSaid_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => AttemptCheck.Require(Agent, null));
        Assert.Throws<ArgumentException>(() => AttemptCheck.Require(Agent, [null]));
    }
}
