using System.Diagnostics;
using Actors.Silo.Quickstart;

namespace Actors.Silo.Tests.Quickstart;

public sealed class QuickstartRepositoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-repo-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Make_OfTheSameFiles_GivesTheSameCommitAndOfOthersAnother()
    {
        var sample = _folder.CreateSubdirectory("sample").FullName;
        await File.WriteAllTextAsync(Path.Combine(sample, "handler.sh"), "true\n", Cancellation);
        var (one, two) = (Path.Combine(_folder.FullName, "one.git"), Path.Combine(_folder.FullName, "two.git"));

        await QuickstartRepository.MakeAsync(sample, one, Cancellation);
        await QuickstartRepository.MakeAsync(sample, two, Cancellation);
        var first = await CommitAsync(one);
        Assert.Equal(first, await CommitAsync(two));
        Assert.True(File.Exists(Path.Combine(one, "info", "refs")));

        await File.WriteAllTextAsync(Path.Combine(sample, "handler.sh"), "false\n", Cancellation);
        await QuickstartRepository.MakeAsync(sample, one, Cancellation);
        Assert.NotEqual(first, await CommitAsync(one));
    }

    private static async Task<string> CommitAsync(string repository)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["--git-dir", repository, "rev-parse", "main"]) { RedirectStandardOutput = true })!;
        var commit = await git.StandardOutput.ReadToEndAsync(Cancellation);
        await git.WaitForExitAsync(Cancellation);
        Assert.Equal(0, git.ExitCode);
        return commit.Trim();
    }
}
