using Actors.Storage.Protection.Older;

namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteSealingPassTests : SealingPassKit<SqliteUnderTest>
{
    [Fact]
    public async Task Run_FolderOfArtifactsIsAway_RefusesNothingUntilItIsBackAndSealed()
    {
        await PlantAsync();
        var folder = ((SqliteUnderTest)Storage).ArtifactFolder;
        Directory.Move(folder, folder + ".away");
        var error = await Assert.ThrowsAsync<IOException>(PassAsync);
        Assert.Contains($"'work' of {Activity}", error.Message, StringComparison.Ordinal);
        Assert.Contains("is not there", error.Message, StringComparison.Ordinal);

        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.Move(folder + ".away", folder);
        await ReadsEverythingAsync();
        Assert.True(await Get<SealingPass>().RunAsync(Token));
        Assert.Equal(0, await PlainAsync());
        await ReadsEverythingAsync();
    }
}
