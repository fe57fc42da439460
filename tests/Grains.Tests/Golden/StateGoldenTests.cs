using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Actors.Scheduling.Queues;
using Actors.Scheduling.Runs;
using Actors.Testing;

namespace Actors.Grains.Tests.Golden;

/// <summary>What is stored can be read by every later program: a change of these files is a change of what installations have on their disks.</summary>
public sealed class StateGoldenTests
{
    [Fact]
    public void Environment_IsAsStored() => Check("environment", GoldenSamples.Environment());

    [Fact]
    public void Environment_UnknownFields_AreKept() => KeepsUnknown<EnvironmentRecord>("environment", "", "launch", "launch.fixed.0", "launch.built.0", "state", "state.current", "state.current.nodes.0", "state.queue.0");

    [Fact]
    public void Environment_OfAnOlderProgram_WasLaunchedWithoutAWord()
    {
        var old = GoldenFile.Read("environment");
        old.AsObject().Remove("launch");

        Assert.Null(StateJson.Deserialize<EnvironmentRecord>(JsonSerializer.SerializeToUtf8Bytes(old)).Launched);
    }

    [Fact]
    public void Environment_OfAnOlderProgram_HasNoQueue()
    {
        var old = GoldenFile.Read("environment");
        old["state"]!.AsObject().Remove("queue");
        old["state"]!.AsObject().Remove("statusBefore");

        var read = StateJson.Deserialize<EnvironmentRecord>(JsonSerializer.SerializeToUtf8Bytes(old)).State;

        Assert.Empty(read.Queue);
        Assert.Equal(EnvironmentStatus.DeployFailed, read.Status);
    }

    [Fact]
    public void Environment_OfAnOlderProgram_SaysOfNobodyWhosePlanItApplies()
    {
        var old = GoldenFile.Read("environment");
        Assert.True(old["state"]!["current"]!["nodes"]![1]!.AsObject().Remove("planOf"));

        Assert.All(StateJson.Deserialize<EnvironmentRecord>(JsonSerializer.SerializeToUtf8Bytes(old)).State.Current!.Nodes, node => Assert.Null(node.PlanOf));
    }

    [Fact]
    public void Activity_OpenTofu_IsAsStored() => Check("activity-opentofu", GoldenSamples.Activity(SampleJobs.OpenTofu()));

    [Fact]
    public void Activity_Git_IsAsStored() => Check("activity-git", GoldenSamples.Activity(SampleJobs.Git()));

    [Fact]
    public void Activity_Function_IsAsStored() => Check("activity-function", GoldenSamples.Activity(SampleJobs.Function()));

    [Fact]
    public void Activity_Command_IsAsStored() => Check("activity-command", GoldenSamples.Activity(SampleJobs.Command()));

    [Fact]
    public void Activity_Http_IsAsStored() => Check("activity-http", GoldenSamples.Activity(SampleJobs.Http(), "200", new() { Registry = "example.com", Username = "me", Password = "pw" }));

    [Fact]
    public void Activity_UnknownFields_AreKept() => KeepsUnknown<ActivityRecord>("activity-git", "", "state", "state.spec");

    [Fact]
    public void Queue_IsAsStored() => Check("queue", GoldenSamples.Queue());

    [Fact]
    public void Queue_UnknownFields_AreKept() => KeepsUnknown<QueueRecord>("queue", "", "state");

    [Fact]
    public void ArchivedRun_IsAsStored() => Check("archived-run", new ArchivedRun
    {
        Id = "01JRUN",
        Kind = "deploy",
        State = "Failed",
        Reason = "TofuFailed",
        Message = "Activity 'net.tofu' Failed: no",
        StartedAt = GoldenSamples.Start,
        FinishedAt = GoldenSamples.Start.AddMinutes(3),
        Activities = [GoldenSamples.View()],
    });

    [Fact]
    public void ArchivedRun_OfAnOlderProgram_HasNoAttempts()
    {
        var old = GoldenFile.Read("archived-run");
        old["activities"]![0]!.AsObject().Remove("attempts");

        Assert.Empty(StateJson.Deserialize<ArchivedRun>(JsonSerializer.SerializeToUtf8Bytes(old)).Activities[0].Attempts);
    }

    [Fact]
    public void WhatAnOlderProgramStored_HasNoPlan()
    {
        var (run, activity) = (GoldenFile.Read("archived-run"), GoldenFile.Read("activity-opentofu"));
        run["activities"]![0]!.AsObject().Remove("plan");
        activity["state"]!.AsObject().Remove("plan");
        activity["order"]!["job"]!["openTofu"]!.AsObject().Remove("planOf");

        var read = StateJson.Deserialize<ActivityRecord>(JsonSerializer.SerializeToUtf8Bytes(activity));

        Assert.Null(StateJson.Deserialize<ArchivedRun>(JsonSerializer.SerializeToUtf8Bytes(run)).Activities[0].Plan);
        Assert.Equal((null, null), (read.State.Plan, read.Order!.Job.OpenTofu!.PlanOf));
    }

    [Fact]
    public void Activity_OfAnOlderProgram_HasAttemptsWithoutWorkers()
    {
        var old = GoldenFile.Read("activity-git");
        old["state"]!["history"]![0]!.AsObject().Remove("worker");

        Assert.Null(Assert.Single(StateJson.Deserialize<ActivityRecord>(JsonSerializer.SerializeToUtf8Bytes(old)).State.History).Worker);
    }

    [Fact]
    public void Activity_OfAnOlderProgram_WasNotCalledAgain()
    {
        var old = GoldenFile.Read("activity-function");
        foreach (var (part, field) in new[] { ("state", "previous"), ("state", "firstLeasedAt"), ("state.spec", "repeat"), ("state.spec", "until") })
        {
            part.Split('.').Aggregate((JsonNode)old, (node, step) => node[step]!).AsObject().Remove(field);
        }

        var read = StateJson.Deserialize<ActivityRecord>(JsonSerializer.SerializeToUtf8Bytes(old)).State;

        Assert.Equal((null, null, null, null), (read.Previous, read.FirstLeasedAt, read.Spec!.Repeat, read.Spec.Until));
    }

    [Fact]
    public void EveryPartOfAJob_IsInAGoldenOrder() =>
        Assert.All(typeof(WorkerJob).GetProperties(), part => Assert.Contains([SampleJobs.OpenTofu(), SampleJobs.Git(), SampleJobs.Function(), SampleJobs.Command(), SampleJobs.Http()], job => part.GetValue(job) is not null));

    private static void Check<T>(string name, T sample)
    {
        var golden = GoldenFile.Read(name);
        GoldenFile.Same(golden, JsonSerializer.SerializeToNode(sample, StateJson.Options), $"{name}: today's code writes another shape than the golden file");
        var read = StateJson.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(golden));
        GoldenFile.Same(golden, JsonSerializer.SerializeToNode(read, StateJson.Options), $"{name}: today's code does not keep all of the golden file");
    }

    private static void KeepsUnknown<T>(string name, params string[] places)
    {
        var golden = GoldenFile.Read(name);
        foreach (var place in places)
        {
            var target = place.Split('.', StringSplitOptions.RemoveEmptyEntries)
                .Aggregate<string, JsonNode>(golden, (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!);
            target["ofANewerProgram"] = new JsonObject { ["a"] = 1 };
        }

        var read = StateJson.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(golden));

        GoldenFile.Same(golden, JsonSerializer.SerializeToNode(read, StateJson.Options), $"{name}: an unknown field is lost");
    }
}
