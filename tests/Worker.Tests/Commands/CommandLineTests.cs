using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Commands;
using Actors.Worker.Jobs;

namespace Actors.Worker.Tests.Commands;

public sealed class CommandLineTests
{
    /// <summary>The table of Kubernetes' own documentation, with what the template says in place of the pod.</summary>
    [Theory]
    [InlineData("", "", "ep-1 foo bar")]
    [InlineData("ep-2", "", "ep-2")]
    [InlineData("", "zoo boo", "ep-1 zoo boo")]
    [InlineData("ep-2", "zoo boo", "ep-2 zoo boo")]
    public void Of_TemplateAndImage_AsEnginesDecideIt(string command, string arguments, string expected) =>
        Assert.Equal(expected, string.Join(' ', CommandLine.Of(new() { Command = Words(command), Arguments = Words(arguments) }, new(["ep-1"], ["foo", "bar"]))));

    [Fact]
    public void Of_NoCommandAndAnUnknownImage_SaysWhatToDo()
    {
        var failure = Assert.Throws<JobFailure>(() => CommandLine.Of(new() { Command = [], Arguments = ["a"] }, null));

        Assert.Equal(ReasonCode.InvalidInput, failure.Reason);
        Assert.Contains("commands", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoCommandAnywhere_IsAnError() => Assert.Throws<JobFailure>(() => CommandLine.Of(new() { Command = [] }, new([], [])));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
