using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Grains.Tests.Golden;

/// <summary>What the golden files hold, as today's program has it.</summary>
internal static class GoldenSamples
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly PlanSummary Plan = new() { Add = 3, Change = 1, Destroy = 2, Replace = 1, Import = 1, Forget = 1, Outputs = 4 };
    private static readonly string Key = ActorKey.Of("default", "demo", "prod", "01JRUN", "net.tofu").Value;

    public static EnvironmentRecord Environment() => new()
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
                        PlanOf = "net.plan",
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

    public static ActivityRecord Activity(WorkerJob job, string? condition = null, ImageAccount? account = null)
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
                Plan = Plan,
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

    public static QueueRecord Queue() => new()
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

    public static ActivityView View() => new()
    {
        Key = Key,
        Id = "net.tofu",
        Resource = "net",
        Kind = WorkerKind.OpenTofu,
        DependsOn = ["net.artifact"],
        State = ActivityStatus.Failed,
        Reason = ReasonCode.TofuFailed,
        Message = "no",
        Plan = Plan,
        Agent = "one",
        Worker = "actors-0123456789abcdef0123-2",
        Attempt = 2,
        QueuedAt = Start,
        StartedAt = Start.AddSeconds(1),
        FinishedAt = Start.AddSeconds(2),
        Attempts = [new(1, "default/demo/one", ReasonCode.AgentLost, "gone", Start, null, Start.AddSeconds(1), "actors-0123456789abcdef0123-1")],
    };
}
