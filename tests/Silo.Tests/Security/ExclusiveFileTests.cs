using System.Text;
using Actors.Silo.Security;

namespace Actors.Silo.Tests.Security;

/// <summary>Several processes that start at once on one folder must end up with one secret.</summary>
public sealed class ExclusiveFileTests : IDisposable
{
    private const int NotPermitted = 1;
    private const int NoSpace = 28;
    private const int Rounds = 200;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-files-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ReadOrCreate_ByManyAtOnce_GivesAllTheSameSecretForItsOwnerOnly()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var path = PathOf(round);
            var secrets = AtOnce(_ => PrivateFile.ReadOrCreate(path));

            Assert.Single(secrets.Distinct());
            Assert.Equal(43, secrets[0].Length);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.Equal(Rounds, _folder.GetFiles().Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Create_ByManyAtOnce_OneMakesItAndAllReadWhatItWrote(bool withoutLinks)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var path = PathOf(round);
            var seen = AtOnce(i =>
            {
                var made = ExclusiveFile.Create(path, Content(i), withoutLinks ? (_, _) => NotPermitted : null);
                ExclusiveFile.WaitUntilWritten(path);
                return (Made: made, Own: Encoding.ASCII.GetString(Content(i)), Read: File.ReadAllText(path));
            });

            var winner = Assert.Single(seen, each => each.Made);
            Assert.All(seen, each => Assert.Equal(winner.Own, each.Read));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.Equal(Rounds, _folder.GetFiles().Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Create_ItsNameIsOnTheDiskBeforeAnybodyUsesIt(bool withoutLinks)
    {
        var synced = new List<(string Folder, bool Named)>();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(i == 0, ExclusiveFile.Create(PathOf(0), Content(0), withoutLinks ? (_, _) => NotPermitted : null, folder => synced.Add((folder, File.Exists(PathOf(0))))));
        }

        // The second one found what the first made, which may not have come so far.
        Assert.Equal([(_folder.FullName, true), (_folder.FullName, true)], synced);
    }

    [Fact]
    public void Create_LinkFailsForAnotherReason_SaysSoAndLeavesNothing()
    {
        var problem = Assert.Throws<IOException>(() => ExclusiveFile.Create(PathOf(0), Content(0), (_, _) => NoSpace));

        Assert.Contains("No space left", problem.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void WaitUntilWritten_MakerWasKilled_EndsInTime()
    {
        File.WriteAllText(PathOf(0), "");

        ExclusiveFile.WaitUntilWritten(PathOf(0), TimeSpan.FromMilliseconds(30));

        Assert.Equal(0, new FileInfo(PathOf(0)).Length);
    }

    private string PathOf(int round) => Path.Combine(_folder.FullName, $"token{round}");

    private static byte[] Content(int i) => Encoding.ASCII.GetBytes($"content of {i}\n");

    /// <summary>Threads of its own, let go together: those of the pool start one after the other.</summary>
    private static T[] AtOnce<T>(Func<int, T> act)
    {
        const int Threads = 8;
        using var start = new Barrier(Threads);
        var tasks = Enumerable.Range(0, Threads).Select(i => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return act(i);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        return Task.WhenAll(tasks).GetAwaiter().GetResult();
    }
}
