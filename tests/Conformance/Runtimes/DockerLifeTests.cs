using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Conformance.Runtimes;

/// <summary>Ends and interrupted starts of containers, beyond the kit.</summary>
public sealed class DockerLifeTests : DockerTests
{
    [Theory]
    [InlineData(3, ReasonCode.OutOfMemory)]
    [InlineData(0, ReasonCode.None)]
    public async Task Run_AChildOutOfMemory_IsToldUnlessTheWorkerGotOverIt(int code, ReasonCode reason)
    {
        var (end, _) = await RunAsync(Runtime($"tail /dev/zero; exit {code}"), RuntimeHarness.Spec(size: new(1000, 32L << 20)));

        Assert.Equal((reason, code), (end.Reason, end.ExitCode));
        Assert.Contains("memory", end.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(126)]
    [InlineData(127)]
    public async Task Run_ExitCodesOfTheInit_AreTheWorkersOwnWhenItSaysNothing(int code)
    {
        var (end, _) = await RunAsync(Runtime($"exit {code}"));

        Assert.Equal((ReasonCode.ExitCode, code), (end.Reason, end.ExitCode));
    }

    [Fact]
    public async Task Start_CreatedByAnAgentThatIsGone_RunsOnceInItsPlace()
    {
        var ledger = Harness.SharedFile("ledger");
        Harness.Time = Clock();
        var runtime = Runtime($"echo run >>{ledger}; exec sleep 600");
        var spec = RuntimeHarness.Spec();
        var abandoned = await CreateOnlyAsync(spec);
        Assert.Equal(WorkerPhase.Pending, Assert.Single(await runtime.ListAsync(Token)).Phase);

        Time.Advance(TimeSpan.FromSeconds(11));
        await StartAsync(runtime, spec);
        await UntilAsync(() => Task.FromResult(File.Exists(ledger)), "the worker wrote its line");

        Assert.Equal(["run"], await File.ReadAllLinesAsync(ledger, Token));
        Assert.NotEqual(abandoned, (await InspectAsync(spec)).ID);
        // Whoever had created it comes back and starts it: it is not there any more.
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => Client.Containers.StartContainerAsync(abandoned, null, Token));
    }

    [Fact]
    public async Task List_CreatedByAnAgentThatIsGone_EndsAfterAWhile()
    {
        Harness.Time = Clock();
        var runtime = Runtime("exit 0");
        var spec = RuntimeHarness.Spec();
        await CreateOnlyAsync(spec);
        await runtime.ListAsync(Token);

        Time.Advance(TimeSpan.FromSeconds(61));
        var end = Assert.Single(await runtime.ListAsync(Token));
        await runtime.RemoveAsync(spec.Attempt, Token);

        Assert.Equal((WorkerPhase.Ended, ReasonCode.AgentLost), (end.Phase, end.Reason));
        Assert.False(Harness.IsAnythingLeft(spec.Attempt));
    }

    [Fact]
    public async Task Run_DeadlineOverAfterAgentRestart_IsStillEnforced()
    {
        var first = Harness.Create("trap '' TERM; echo up; while :; do sleep 0.1; done");
        var spec = RuntimeHarness.Spec(deadline: TimeSpan.FromSeconds(2));
        await first.StartAsync(spec, Token);
        await PrintedAsync(first, spec, "up");
        await first.DisposeAsync();

        var restarted = Runtime("exit 0", "Docker:DeadlineGrace", "00:00:00.3");
        await StartAsync(restarted, spec);
        var end = await EndAsync(restarted, spec);

        Assert.Equal((ReasonCode.DeadlineExceeded, 9), (end.Reason, end.Signal));
    }

    [Fact]
    public async Task Begin_VolumesOfContainersThatAreGone_AreRemoved()
    {
        var first = Runtime("exit 0");
        var (_, mine) = (await RunAsync(first), RuntimeHarness.Spec());
        var labels = new Dictionary<string, string>((await InspectAsync(await StartAsync(first, mine))).Config!.Labels);
        await Client.Volumes.CreateAsync(new() { Name = "actors-kit-mine", Labels = labels }, Token);
        labels[WorkerName.AgentLabel] = "another";
        await Client.Volumes.CreateAsync(new() { Name = "actors-kit-others", Labels = labels }, Token);

        await Runtime("exit 0").ListAsync(Token);

        var left = (await Client.Volumes.ListAsync(Token)).Volumes.Select(volume => volume.Name).ToList();
        Assert.DoesNotContain("actors-kit-mine", left);
        Assert.Contains("actors-kit-others", left);
        Assert.Equal(2, (await first.ListAsync(Token)).Count);
    }

    [Fact]
    public async Task Start_TenAtOnce_AllRun()
    {
        var runtime = Runtime("exit 0");
        var specs = Enumerable.Range(0, 10).Select(_ => RuntimeHarness.Spec(size: new(100, 32L << 20))).ToList();

        await Task.WhenAll(specs.Select(spec => StartAsync(runtime, spec)));
        var ends = await Task.WhenAll(specs.Select(spec => EndAsync(runtime, spec)));

        Assert.All(ends, end => Assert.Equal((ReasonCode.None, 0), (end.Reason, end.ExitCode)));
    }

    private FakeTimeProvider Time => (FakeTimeProvider)Harness.Time;

    private static FakeTimeProvider Clock() => new(TimeProvider.System.GetUtcNow());

    /// <summary>Leaves a container as an agent does that ends between creating and starting it.</summary>
    private async Task<string> CreateOnlyAsync(WorkerSpec spec)
    {
        var model = RuntimeHarness.Spec();
        var runtime = Runtime("sleep 600");
        await StartAsync(runtime, model);
        var container = await InspectAsync(model);
        await runtime.RemoveAsync(model.Attempt, Token);
        var labels = new Dictionary<string, string>(container.Config!.Labels) { ["actors.key"] = spec.Attempt.Activity, [WorkerName.ActivityLabel] = WorkerName.Hash(spec.Attempt.Activity) };
        var created = await Client.Containers.CreateContainerAsync(new() { Name = WorkerName.Of(spec.Installation, spec.Attempt), Image = RuntimeHarness.Image, Labels = labels }, Token);
        return created.ID;
    }
}
