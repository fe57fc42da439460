using Actors.Runtimes.Processes;

namespace Actors.Runtimes.Tests.Processes;

public sealed class WorkerOutputTests : IDisposable
{
    private readonly WorkerFolder _folder = new(Directory.CreateTempSubdirectory("actors-output-").FullName);

    public void Dispose() => Directory.Delete(_folder.FullPath, true);

    [Theory]
    [InlineData("hello", 3, "llo")]
    [InlineData("hello", 100, "hello")]
    [InlineData("hello", 0, "")]
    [InlineData("aäb", 2, "b")]
    [InlineData("a€€", 5, "€")]
    public void Tail_OfText_IsWholeCharacters(string text, int maxBytes, string tail)
    {
        File.WriteAllText(_folder.Output, text);

        Assert.Equal(tail, WorkerOutput.Tail(_folder, maxBytes));
    }

    [Fact]
    public void Tail_ALinkInPlaceOfTheOutput_IsNotFollowed()
    {
        File.CreateSymbolicLink(_folder.Output, "/etc/passwd");

        Assert.Equal("", WorkerOutput.Tail(_folder, 1000));
    }

    [Fact]
    public void Bound_TooLarge_KeepsTheYoungerHalf()
    {
        File.WriteAllText(_folder.Output, new string('a', 1 << 20) + "the end");

        WorkerOutput.Bound(_folder, 256 << 10);

        var tail = WorkerOutput.Tail(_folder, 512 << 10);
        Assert.EndsWith("aathe end", tail, StringComparison.Ordinal);
        Assert.InRange(tail.Count(letter => letter == 'a'), (128 << 10) - 7, (132 << 10));
    }

    [Fact]
    public void Bound_Small_ChangesNothing()
    {
        File.WriteAllText(_folder.Output, "small");

        WorkerOutput.Bound(_folder, 256 << 10);

        Assert.Equal("small", File.ReadAllText(_folder.Output));
    }
}
