using Actors.Contracts.Activities;
using Actors.Contracts.Workers;

namespace Actors.Contracts.Tests.Workers;

public sealed class WorkDirAddressTests
{
    [Fact]
    public void Resolve_JobThatReadsAWorkingDirectory_NamesTheWorkersOwnController()
    {
        var url = WorkDirAddress.Of("net.artifact");
        var job = new WorkerJob
        {
            Kind = WorkerKind.Function,
            Environment = new Dictionary<string, string> { ["URL"] = $"see {url}, twice {url}" },
            Files = [new("f", [1, 2, 255], Sensitive: true)],
            Function = new() { Language = "bash", Input = new() { ["deep"] = new System.Text.Json.Nodes.JsonArray(url) } },
        };

        var resolved = WorkDirAddress.Resolve(job, "https://h:1/a'b\"c");

        const string Expected = "https://h:1/a'b\"c/workers/v1/workdirs/net.artifact/job.tar.zst";
        Assert.Equal($"see {Expected}, twice {Expected}", resolved.Environment["URL"]);
        Assert.Equal(Expected, resolved.Function!.Input["deep"]![0]!.GetValue<string>());
        Assert.Equal([1, 2, 255], resolved.Files[0].Content);
    }

    [Fact]
    public void Resolve_JobThatReadsNone_IsTheSame()
    {
        var job = new WorkerJob { Kind = WorkerKind.Git };

        Assert.Same(job, WorkDirAddress.Resolve(job, "https://h"));
    }
}
