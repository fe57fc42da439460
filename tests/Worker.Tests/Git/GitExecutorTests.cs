using System.Formats.Tar;
using System.IO.Compression;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Git;

public sealed class GitExecutorTests
{
    [Theory]
    [InlineData(null, "two\n")]
    [InlineData("main", "two\n")]
    [InlineData("feature", "feature\n")]
    [InlineData("v1", "one\n")]
    [InlineData("refs/tags/v1", "one\n")]
    [InlineData("FIRST", "one\n")]
    [InlineData("SHORT", "one\n")]
    public async Task Run_Ref_ThatCommitIsPacked(string? wanted, string readme)
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var repository = Path.Combine(bench.Folder, "repository");
        var (first, last) = Repositories.Create(repository);
        bench.Controller.Job = Job($"file://{repository}", wanted switch { "FIRST" => first, "SHORT" => first[..8], _ => wanted });

        var exit = await bench.RunAsync();

        Assert.True(exit == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal([ArtifactRef.WorkDirName], bench.Controller.Result!.Artifacts);
        var entries = await EntriesAsync(bench);
        Assert.Equal(readme, entries["readme.txt"]);
        Assert.DoesNotContain(entries.Keys, x => x.Contains(".git", StringComparison.Ordinal));
        if (readme != "feature\n")
        {
            Assert.Equal(readme == "one\n" ? first : last, bench.Controller.Result.Outputs!["commit"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Run_SubDirectory_BecomesTheRootAndModesAreKept()
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var repository = Path.Combine(bench.Folder, "repository");
        Repositories.Create(repository);
        bench.Controller.Job = Job($"file://{repository}", "main", x => x with { Directory = "module" });

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(["handler.sh", "link"], (await EntriesAsync(bench)).Keys.Order(StringComparer.Ordinal));
        var once = bench.Controller.Artifacts[ArtifactRef.WorkDirName];
        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(once, bench.Controller.Artifacts[ArtifactRef.WorkDirName]);

        // The next worker of the run unpacks it and runs its handler.
        bench.Controller.Job = new WorkerJob { Kind = WorkerKind.Function, WorkDir = new ArtifactRef("network.artifact", ArtifactRef.WorkDirName), Function = new FunctionJob { Language = "bash" } };
        Assert.Equal(0, await bench.RunAsync());
        Assert.EndsWith("one\n", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PasswordOverPlainHttp_FetchedAndNowherePrinted()
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var repository = Path.Combine(bench.Folder, "repository");
        Repositories.Create(repository);
        Repositories.Git(bench.Folder, "clone", "-q", "--bare", repository, "served.git");
        Repositories.Git(Path.Combine(bench.Folder, "served.git"), "update-server-info");
        await using var server = await DumbGitServer.StartAsync(bench.Folder, "reader", "planted-git-password");
        bench.Controller.Job = Job($"{server.Address}/served.git", "main", x => x with { Username = "reader", Password = "planted-git-password" });

        var exit = await bench.RunAsync();

        Assert.True(exit == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal("two\n", (await EntriesAsync(bench))["readme.txt"]);
        Assert.DoesNotContain("planted-git-password", bench.Controller.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("fatal", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NeitherWayOfFetchingWorks_BothAreShown()
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var repository = Path.Combine(bench.Folder, "repository");
        var (_, last) = Repositories.Create(repository);
        Repositories.Git(bench.Folder, "clone", "-q", "--bare", repository, "served.git");
        var served = Path.Combine(bench.Folder, "served.git");
        Repositories.Git(served, "update-server-info");
        Directory.Delete(Path.Combine(served, "objects"), recursive: true);
        await using var server = await DumbGitServer.StartAsync(bench.Folder, "", "");
        bench.Controller.Job = Job($"{server.Address}/served.git", "main");

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.GitFailed, bench.Controller.Result!.Reason);
        Assert.Contains("shallow capabilities", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Contains(last, bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongPassword_InvalidInputWithGitsWords()
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        await using var server = await DumbGitServer.StartAsync(bench.Folder, "reader", "right");
        bench.Controller.Job = Job($"{server.Address}/served.git", "main", x => x with { Username = "reader", Password = "planted-wrong" });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("Authentication failed", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-wrong", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Submodules_AreFetchedOnlyByAllowedSchemes()
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var inner = Path.Combine(bench.Folder, "inner");
        var outer = Path.Combine(bench.Folder, "outer");
        Repositories.Create(inner);
        Repositories.Create(outer);
        Repositories.Git(outer, "submodule", "add", "-q", $"file://{inner}", "sub");
        Repositories.Commit(outer, "submodule");
        bench.Controller.Job = Job($"file://{outer}", "main", x => x with { Submodules = true });

        Assert.Equal(0, await bench.RunAsync());
        var entries = await EntriesAsync(bench);
        Assert.Equal("two\n", entries["sub/readme.txt"]);
        Assert.DoesNotContain(entries.Keys, x => x.EndsWith(".git", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("file:///nowhere/at/all", null, ReasonCode.InvalidInput, "read the repository")]
    [InlineData("http://127.0.0.1:1/nobody", null, ReasonCode.GitFailed, "read the repository")]
    [InlineData("REPO", "no-such-branch", ReasonCode.InvalidInput, "no branch, tag or commit 'no-such-branch'")]
    [InlineData("REPO", "0123456789012345678901234567890123456789", ReasonCode.InvalidInput, "no branch, tag or commit")]
    [InlineData("REPO", "--upload-pack=x", ReasonCode.InvalidInput, "no name of a branch")]
    [InlineData("ext::sh -c touch% /tmp/x", null, ReasonCode.InvalidInput, "helper")]
    [InlineData("-u/tmp", null, ReasonCode.InvalidInput, "'-'")]
    [InlineData("ssh://-oProxyCommand=x/y", null, ReasonCode.InvalidInput, "'-'")]
    [InlineData("https://me:secret@example.org/x", null, ReasonCode.InvalidInput, "credentials")]
    [InlineData("ftp://example.org/x", null, ReasonCode.InvalidInput, "scheme 'ftp'")]
    public async Task Run_BadInput_OneClearError(string url, string? wanted, ReasonCode reason, string words)
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var repository = Path.Combine(bench.Folder, "repository");
        Repositories.Create(repository);
        bench.Controller.Job = Job(url.Replace("REPO", $"file://{repository}", StringComparison.Ordinal), wanted);

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(reason, bench.Controller.Result!.Reason);
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(":secret", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SchemeOfTheAgentsConfiguration_OthersAreRefused()
    {
        await using var bench = await Bench.StartAsync(Job("file:///tmp/x", null));
        bench.GitSchemes = ["https"];

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("GitSchemes", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../..")]
    [InlineData("/etc")]
    [InlineData("out")]
    [InlineData("missing")]
    public async Task Run_DirectoryOutside_InvalidInput(string directory)
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var repository = Path.Combine(bench.Folder, "repository");
        Repositories.Create(repository);
        File.CreateSymbolicLink(Path.Combine(repository, "out"), "../..");
        Repositories.Commit(repository, "link");
        bench.Controller.Job = Job($"file://{repository}", "main", x => x with { Directory = directory });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
    }

    [Fact]
    public async Task Run_TooLarge_LimitExceeded()
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var repository = Path.Combine(bench.Folder, "repository");
        Repositories.Create(repository);
        bench.Controller.Job = Job($"file://{repository}", "main", x => x with { MaxBytes = 5 });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.LimitExceeded, bench.Controller.Result!.Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("planted-private-key")]
    public async Task Run_Ssh_UsesNoKeyAndNoConfigurationButTheRepositorys(string? key)
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var arguments = FakeSsh(bench);
        bench.Controller.Job = Job("ssh://git@example.invalid/repository.git", null, x => x with { PrivateKey = key });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());

        AssertClosed(await File.ReadAllLinesAsync(arguments, Bench.Cancellation), key is not null);
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("host keys come from /etc/ssh/ssh_known_hosts of the agent's machine", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SubmoduleBySsh_UsesNoKeyOfTheAgentsAccount()
    {
        await using var bench = await Bench.StartAsync(new WorkerJob());
        var arguments = FakeSsh(bench);
        var repository = Path.Combine(bench.Folder, "repository");
        var (first, _) = Repositories.Create(repository);
        await File.WriteAllTextAsync(Path.Combine(repository, ".gitmodules"), "[submodule \"sub\"]\n\tpath = sub\n\turl = ssh://git@example.invalid/inner.git\n", Bench.Cancellation);
        Repositories.Git(repository, "add", ".gitmodules");
        Repositories.Git(repository, "update-index", "--add", "--cacheinfo", $"160000,{first},sub");
        Repositories.Git(repository, "commit", "-q", "-m", "submodule");
        bench.Controller.Job = Job($"file://{repository}", "main", x => x with { Submodules = true });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());

        AssertClosed(await File.ReadAllLinesAsync(arguments, Bench.Cancellation), withKey: false);
    }

    // Writes down what it was called with, and refuses as ssh does when it does not know the server.
    private static string FakeSsh(Bench bench)
    {
        var arguments = Path.Combine(bench.Folder, "ssh-arguments");
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "programs")).FullName;
        var ssh = Path.Combine(folder, "ssh");
        File.WriteAllText(ssh, $"#!/bin/sh\nprintf '%s\\n' \"$@\" >'{arguments}'\necho 'Host key verification failed.' >&2\nexit 255\n");
        File.SetUnixFileMode(ssh, (UnixFileMode)0b111_101_101);
        bench.Path = $"{folder}:{bench.Path}";
        return arguments;
    }

    private static void AssertClosed(string[] arguments, bool withKey)
    {
        Assert.Equal("/dev/null", arguments[Array.IndexOf(arguments, "-F") + 1]);
        Assert.Contains("IdentitiesOnly=yes", arguments);
        Assert.Contains("IdentityAgent=none", arguments);
        Assert.Contains("StrictHostKeyChecking=yes", arguments);
        Assert.Contains(arguments, x => x.StartsWith("UserKnownHostsFile=/", StringComparison.Ordinal) && x.EndsWith("/known_hosts", StringComparison.Ordinal));
        Assert.Equal(!withKey, arguments.Contains("IdentityFile=none"));
        Assert.Equal(withKey, arguments.Contains("-i"));
    }

    private static WorkerJob Job(string url, string? wanted, Func<GitJob, GitJob>? change = null)
    {
        var git = new GitJob { Url = url, Ref = wanted };
        return new WorkerJob { Kind = WorkerKind.Git, Git = change is null ? git : change(git) };
    }

    private static async Task<Dictionary<string, string>> EntriesAsync(Bench bench)
    {
        var entries = new Dictionary<string, string>();
        await using var gzip = new GZipStream(new MemoryStream(bench.Controller.Artifacts[ArtifactRef.WorkDirName]), CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(copyData: true, Bench.Cancellation) is { } entry)
        {
            if (entry.EntryType != TarEntryType.Directory)
            {
                entries[entry.Name] = entry.DataStream is null ? "" : await new StreamReader(entry.DataStream).ReadToEndAsync(Bench.Cancellation);
            }
        }
        return entries;
    }
}
