using Actors.Runtimes.Processes;

namespace Actors.Runtimes.Tests.Processes;

public sealed class DraftFolderTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public void IsLeftOver_MakerLives_IsNot() => Assert.False(DraftFolder.IsLeftOver(DraftFolder.NameFor("actors-1-1"), Now.AddDays(1)));

    [Fact]
    public void IsLeftOver_MakerIsGone_IsAtOnce()
    {
        // The same number, but of a process that started at another time, or before the machine did.
        var parts = DraftFolder.NameFor("actors-1-1").Split('~');

        Assert.True(DraftFolder.IsLeftOver($"{parts[0]}~{parts[1]}~1~{parts[3]}", Now));
        Assert.True(DraftFolder.IsLeftOver($"{parts[0]}~{parts[1]}~{parts[2]}~{Guid.NewGuid()}", Now));
    }
}
