using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Artifacts;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Git;

/// <summary>Checks out one commit of a repository by the git command line, and keeps the working directory as an artifact.</summary>
internal sealed class GitExecutor(GitJob job) : IJobExecutor
{
    private const int MaxRefBytes = 32 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        var address = GitAddress.Parse(job.Url, context.GitSchemes);
        var wanted = GitRef.Check(job.Ref);
        var git = new GitCommand(context, context.Program("git", "install the package git."), GitSetup.Write(job, address, context));
        await context.Log.LineAsync($"git checkout of {address.Url} at {wanted ?? "its default branch"}", context.Control.Interrupt);
        await RunStepsAsync(git, address, wanted, context);
        var commit = (await git.CaptureAsync(["rev-parse", "--verify", "HEAD"], 1024, "read the commit")).Trim();
        var folder = Folder(context.Folders.Work);
        await context.Log.LineAsync($"commit {commit}", context.Control.Interrupt);
        var artifact = await WorkDir.KeepAsync(folder, context, new ArchiveLimits(job.MaxBytes));
        return new JobOutcome(new JsonObject { ["commit"] = commit }, [artifact], $"commit {commit}");
    }

    private async Task RunStepsAsync(GitCommand git, GitAddress address, string? wanted, JobContext context)
    {
        await git.RunAsync(["init", "-q", "."], "make a repository");
        await git.RunAsync(["remote", "add", "--", "origin", address.Url], "set the address");
        var refs = await git.CaptureAsync(["ls-remote", "--", "origin"], MaxRefBytes, $"read the repository {address.Url}");
        await FetchAsync(git, GitRef.Choose(refs, wanted, address.Url), wanted, address);
        if (job.Lfs)
        {
            var path = context.Environment()["PATH"];
            _ = Programs.Find("git-lfs", path) ?? throw new JobFailure(ReasonCode.ToolMissing, "git-lfs is not on PATH, and the repository's options ask for LFS: install the package git-lfs.");
            await git.RunAsync(["lfs", "pull", "origin"], "fetch LFS content");
        }
        if (job.Submodules)
        {
            await git.RunAsync(["submodule", "update", "--init", "--recursive", "--force"], "fetch submodules");
        }
    }

    // A plain HTTP server (no git behind it) cannot cut the history: then all of it is fetched.
    private static async Task FetchAsync(GitCommand git, string? found, string? wanted, GitAddress address)
    {
        var target = "FETCH_HEAD";
        if (found is not null || GitRef.IsFullHash(wanted))
        {
            var what = found ?? wanted!;
            if (!await git.TryEachAsync(["fetch", "-q", "--no-tags", "--depth", "1", "--", "origin", what], ["fetch", "-q", "--no-tags", "--", "origin", what]))
            {
                target = found is null ? wanted! : throw await git.FailedAsync($"fetch {what} of {address.Url}");
            }
        }
        else
        {
            target = wanted!;
        }
        if (target != "FETCH_HEAD")
        {
            await git.RunAsync(["fetch", "-q", "--tags", "--", "origin", "+refs/heads/*:refs/remotes/origin/*"], $"fetch {address.Url}");
            if (!await git.TryAsync(["rev-parse", "-q", "--verify", $"{target}^{{commit}}"]))
            {
                throw new JobFailure(ReasonCode.InvalidInput, $"The repository {address.Url} has no branch, tag or commit '{wanted}'.");
            }
        }
        await git.RunAsync(["checkout", "-q", "--force", "--detach", target], $"check out {wanted ?? "the default branch"}");
    }

    private string Folder(string root)
    {
        if (job.Directory is not { Length: > 0 } directory)
        {
            return root;
        }
        var relative = directory.Trim('/') is { Length: > 0 } trimmed ? trimmed : ".";
        var folder = SafePath.Resolve(root, relative);
        return folder is not null && Directory.Exists(folder) && !folder.Split('/').Contains(".git")
            ? folder
            : throw new JobFailure(ReasonCode.InvalidInput, $"The repository has no folder '{directory}' at this commit, or it leaves the repository.");
    }
}
