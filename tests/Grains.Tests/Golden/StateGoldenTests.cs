using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Actors.Testing;

namespace Actors.Grains.Tests.Golden;

/// <summary>What is stored can be read by every later program: a change of these files is a change of what installations have on their disks.</summary>
public sealed class StateGoldenTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly string Key = ActorKey.Of("default", "demo", "prod", "01JRUN", "net.tofu").Value;

    [Fact]
    public void Environment_IsAsStored() => Check("environment", Environment());

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
    public void Activity_OpenTofu_IsAsStored() => Check("activity-opentofu", Activity(SampleJobs.OpenTofu()));

    [Fact]
    public void Activity_Git_IsAsStored() => Check("activity-git", Activity(SampleJobs.Git()));

    [Fact]
    public void Activity_Function_IsAsStored() => Check("activity-function", Activity(SampleJobs.Function()));

    [Fact]
    public void Activity_Command_IsAsStored() => Check("activity-command", Activity(SampleJobs.Command()));

    [Fact]
    public void Activity_Http_IsAsStored() => Check("activity-http", Activity(SampleJobs.Http(), "200", new() { Registry = "example.com", Username = "me", Password = "pw" }));

    [Fact]
    public void Activity_UnknownFields_AreKept() => KeepsUnknown<ActivityRecord>("activity-git", "", "state", "state.spec");

    [Fact]
    public void Queue_IsAsStored() => Check("queue", Queue());

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
        StartedAt = Start,
        FinishedAt = Start.AddMinutes(3),
        Activities = [View()],
    });

    [Fact]
    public void ArchivedRun_OfAnOlderProgram_HasNoAttempts()
    {
        var old = GoldenFile.Read("archived-run");
        old["activities"]![0]!.AsObject().Remove("attempts");

        Assert.Empty(StateJson.Deserialize<ArchivedRun>(JsonSerializer.SerializeToUtf8Bytes(old)).Activities[0].Attempts);
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

    private static EnvironmentRecord Environment() => new()
    {
        Id = "01JENV",
        Launch = new()
        {
            Environment = "01JENV",
            Revision = 3,
            Template = "web",
            Version = "v1",
            Resources = new Dictionary<string, string> { ["net"] = "v2", ["app"] = "" },
            Built = [new() { Name = "app", Version = "v2", DependsOn = ["net"], Overrides = new() { ["providerOptions"] = new JsonObject { ["a"] = 1 } } }],
            Removing = [new() { Name = "old" }],
            Leftover = [new() { Name = "older", Version = "v1" }],
            Fixed = [new() { Resource = "net", Kind = InputKind.Variable, Name = "region", Digest = "0a1b", From = "Environment/prod spec.variables[0].value" }],
        },
        Outputs = new() { ["net"] = new JsonObject { ["id"] = "vpc-1" } },
        MaskedOutputs = new() { ["net"] = new JsonObject { ["id"] = "********" } },
        StaticOutputs = new() { ["static"] = new JsonObject { ["region"] = "eu" } },
        Masked = new() { ["net.tofu"] = "{\"id\":\"********\"}" },
        State = new()
        {
            Queue = [new() { Run = "01JNEXT", Kind = RunKind.Destroy, RequestedBy = "administrator", RequestedAt = Start.AddMinutes(4), Trace = Trace, Payload = "{\"size\":2}" }],
            StatusBefore = EnvironmentStatus.Deployed,
            Keys = [new("nightly", "01JRUN")],
            Once = [new("net.onInit.ask", "net")],
            Retired = [new() { Id = "01JOLD", Kind = RunKind.Destroy, Status = RunStatus.Cancelled, Reason = ReasonCode.Cancelled, Message = "It was cancelled.", StartedAt = Start }],
            Current = new()
            {
                Id = "01JRUN",
                Kind = RunKind.Deploy,
                Status = RunStatus.Failed,
                Reason = ReasonCode.TofuFailed,
                Message = "Activity 'net.tofu' Failed: no",
                StartedAt = Start,
                Trace = Trace,
                FinishedAt = Start.AddMinutes(3),
                Nodes =
                [
                    new() { Id = "net.artifact", Resource = "net", Kind = WorkerKind.Git, Status = ActivityStatus.Succeeded, ReleasedAt = Start, Artifacts = [ArtifactRef.WorkDirName] },
                    new()
                    {
                        Id = "net.tofu",
                        DependsOn = ["net.artifact"],
                        ContinueOnFailure = true,
                        Resource = "net",
                        Kind = WorkerKind.OpenTofu,
                        Status = ActivityStatus.Failed,
                        Generation = 2,
                        ReleasedAt = Start.AddMinutes(1),
                        Reason = ReasonCode.TofuFailed,
                        Message = "no",
                        Outputs = new() { ["id"] = new JsonObject { ["value"] = "vpc-1", ["sensitive"] = true } },
                        EndView = View(),
                        Output = OutputOf.Resource,
                    },
                    new()
                    {
                        Id = "old.onFailure.tell",
                        Resource = "old",
                        Task = "tell",
                        When = RunsWhen.Failed,
                        Once = true,
                        Output = OutputOf.None,
                        TakesDown = true,
                        Kind = WorkerKind.None,
                        Status = ActivityStatus.Skipped,
                        Reason = ReasonCode.NotNeeded,
                    },
                ],
            },
        },
    };

    private static ActivityRecord Activity(WorkerJob job, string? condition = null, ImageAccount? account = null)
    {
        var spec = new ActivitySpec
        {
            Key = Key,
            Run = "01JRUN",
            Id = "net.tofu",
            Project = "default/demo",
            Resource = "net",
            Kind = job.Kind,
            DependsOn = ["net.artifact"],
            Class = ActivityClass.Other,
            Agents = ["default/demo/one", "default/demo/two"],
            Generation = 1,
            QueuedAt = Start,
            ScheduleToStart = TimeSpan.FromMinutes(10),
            StartToClose = TimeSpan.FromMinutes(20),
            ScheduleToClose = TimeSpan.FromMinutes(30),
            Silence = TimeSpan.FromSeconds(300),
            MaxAttempts = 3,
            Repeat = TimeSpan.FromSeconds(20),
            Until = TimeSpan.FromHours(1),
            UsesState = true,
            SuccessCondition = condition,
            Trace = Trace,
        };
        return new()
        {
            Order = new() { Spec = spec, Job = job, Size = new(500, 1 << 30), Image = "example.com/image:1", Account = account, Pod = Pod(), Volumes = account is null ? null : [new() { MountPath = "/data", Claim = true, SizeGiB = 20, StorageClass = "fast" }] },
            State = new()
            {
                Spec = spec,
                Generation = 1,
                Status = ActivityStatus.Running,
                Attempt = 2,
                Holder = new("default/demo/two", 7),
                Nonce = "n0nce",
                ResultAttempt = 1,
                Worker = "actors-0123456789abcdef0123-2",
                Trace = Trace,
                QueuedAt = Start,
                LeasedAt = Start.AddSeconds(1),
                StartedAt = Start.AddSeconds(2),
                FinishedAt = Start.AddSeconds(3),
                NotBefore = Start.AddSeconds(4),
                InterruptedAt = Start.AddSeconds(5),
                Stopping = ReasonCode.DeadlineExceeded,
                Reason = ReasonCode.BackOff,
                Message = "words",
                ExitCode = 137,
                Outputs = new() { ["id"] = 1 },
                Artifacts = ["plan.txt"],
                InfrastructureFailures = 1,
                JobFailures = 2,
                FirstLeasedAt = Start.AddSeconds(1),
                Previous = new() { ["counter"] = 1 },
                Avoid = "default/demo/one",
                History = [new(1, "default/demo/one", ReasonCode.AgentLost, "gone", Start, null, Start.AddSeconds(1), "actors-0123456789abcdef0123-1")],
            },
        };
    }

    private static PodOptions Pod() => new()
    {
        Namespace = "gpu",
        Labels = new Dictionary<string, string> { ["team"] = "a" },
        NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" },
        Resources = ["nvidia.com/gpu=2"],
        ServiceAccountName = "deployer",
        Privileged = true,
        ReadOnlyRootFileSystem = false,
        Tolerations = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
        Affinity = new JsonObject { ["nodeAffinity"] = new JsonObject() },
        Template = new JsonObject { ["spec"] = new JsonObject { ["hostname"] = null } },
    };

    private static QueueRecord Queue() => new()
    {
        State = new()
        {
            Epoch = 7,
            Engine = "machine:/data",
            Runtime = "process",
            Instance = "life-2",
            InstanceSince = 6,
            PastInstances = ["life-1"],
            Slots = 3,
            SlotCap = 4,
            Drained = true,
        },
    };

    private static ActivityView View() => new()
    {
        Key = Key,
        Id = "net.tofu",
        Resource = "net",
        Kind = WorkerKind.OpenTofu,
        DependsOn = ["net.artifact"],
        State = ActivityStatus.Failed,
        Reason = ReasonCode.TofuFailed,
        Message = "no",
        Agent = "one",
        Worker = "actors-0123456789abcdef0123-2",
        Attempt = 2,
        QueuedAt = Start,
        StartedAt = Start.AddSeconds(1),
        FinishedAt = Start.AddSeconds(2),
        Attempts = [new(1, "default/demo/one", ReasonCode.AgentLost, "gone", Start, null, Start.AddSeconds(1), "actors-0123456789abcdef0123-1")],
    };
}
