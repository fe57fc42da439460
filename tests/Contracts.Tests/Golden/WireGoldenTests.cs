using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Testing;

namespace Actors.Contracts.Tests.Golden;

/// <summary>What agents and workers of another release say and hear: a change of these files needs a new version of the protocol, or a field that older ones may lack.</summary>
public sealed class WireGoldenTests
{
    private const string Agent = "default/demo/one";
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly AttemptId Attempt = new("default/demo/prod/01JRUN/net.tofu", 2);

    [Fact]
    public void Protocols_Versions_AreThoseOfTheFiles() => Assert.Equal((1, 1), (AgentProtocol.Version, WorkerProtocol.Version));

    [Fact]
    public void RegisterRequest_IsAsOnTheWire() =>
        Agents("register-request", new RegisterRequest(Agent, "machine:/data", "process", [1], 4, "life-1"));

    [Fact]
    public void RegisterResponse_IsAsOnTheWire() => Agents("register-response", new RegisterResponse
    {
        Accepted = true,
        Refusal = "words",
        Retry = true,
        Epoch = 7,
        Installation = "01JINST",
        Protocol = 1,
        Slots = 3,
        Lease = TimeSpan.FromSeconds(15),
        PollWait = TimeSpan.FromSeconds(5),
    });

    [Fact]
    public void PollRequest_IsAsOnTheWire() => Agents("poll-request", new PollRequest(Agent, 7, 42, 2, [Attempt], new()
    {
        Capacity = new()
        {
            CpuMillis = 8000, MemoryBytes = 16L << 30, Pods = 110, UsedCpuMillis = 500, UsedMemoryBytes = 1 << 30, Workers = 1, LimitsEnforced = true, Note = "words",
        },
        Problem = "words",
        Sizes = new Dictionary<WorkerKind, WorkerSize> { [WorkerKind.OpenTofu] = new(500, 1 << 30) },
    }));

    [Fact]
    public void PollRequest_OfAnAgentWithoutReports_IsUnderstood()
    {
        var read = JsonSerializer.Deserialize<PollRequest>("""{"agent":"default/demo/one","epoch":7,"number":42,"freeSlots":2,"held":[]}""", JsonSerializerOptions.Web)!;

        Assert.Equal((7L, 42L, (AgentReport?)null), (read.Epoch, read.Number, read.Report));
    }

    [Fact]
    public void PollResponse_IsAsOnTheWire() => Agents("poll-response", new PollResponse
    {
        Session = SessionStatus.Superseded,
        Leases =
        [
            new()
            {
                Attempt = Attempt,
                Kind = WorkerKind.OpenTofu,
                Size = new(500, 1 << 30),
                Image = "example.com/image:1",
                OwnCommand = true,
                Volumes = [new() { MountPath = "/data", Claim = true, SizeGiB = 20, StorageClass = "fast" }],
                Account = new() { Registry = "example.com", Username = "me", Password = "pw" },
                Pod = new()
                {
                    Namespace = "gpu",
                    Labels = new Dictionary<string, string> { ["team"] = "a" },
                    NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" },
                    Resources = ["nvidia.com/gpu=2"],
                    ServiceAccountName = "deployer",
                    Privileged = false,
                    ReadOnlyRootFileSystem = true,
                    Tolerations = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
                    Affinity = new JsonObject { ["nodeAffinity"] = new JsonObject() },
                    Template = new JsonObject { ["spec"] = new JsonObject { ["priorityClassName"] = "high" } },
                },
                Ticket = "at.x.2..y",
                Grace = TimeSpan.FromMinutes(2),
                Deadline = TimeSpan.FromMinutes(24),
                Display = "demo/prod/01JRUN/net.tofu",
                TraceParent = Trace,
            },
        ],
        Cancels = [Attempt with { Number = 3 }],
        Over = [Attempt with { Number = 1 }],
        Slots = 3,
    });

    [Fact]
    public void LeaseAndSession_WithoutATrace_AreThoseOfAControllerThatDoesNotTrace()
    {
        var lease = JsonSerializer.Deserialize<ActivityLease>("""{"attempt":{"activity":"a","number":1},"ticket":"at.x"}""", JsonSerializerOptions.Web)!;
        var session = JsonSerializer.Deserialize("""{"attempt":{"activity":"a","number":1},"token":"aw.x","job":{}}""", WorkerJson.Default.SessionResponse)!;

        Assert.Equal((null, null), (lease.TraceParent, session.TraceParent));
        Assert.DoesNotContain("traceParent", JsonSerializer.Serialize(lease, JsonSerializerOptions.Web) + JsonSerializer.Serialize(session, WorkerJson.Default.SessionResponse), StringComparison.Ordinal);
    }

    [Fact]
    public void ExitReport_IsAsOnTheWire() => Agents("exit-report", new ExitReport(Agent, 7, Attempt, "actors-1-2", ReasonCode.OutOfMemory, 137, "killed"));

    [Fact]
    public void ExitResponse_IsAsOnTheWire() => Agents("exit-response", new ExitResponse(SessionStatus.Live, true, true));

    [Fact]
    public void SessionRequest_IsAsOnTheWire() => Workers("session-request", new("at.x.2..y", "n0nce", 1), WorkerJson.Default.SessionRequest);

    [Theory]
    [InlineData(WorkerKind.Git)]
    [InlineData(WorkerKind.OpenTofu)]
    [InlineData(WorkerKind.Function)]
    [InlineData(WorkerKind.Command)]
    [InlineData(WorkerKind.Http)]
    public void SessionResponse_IsAsOnTheWire(WorkerKind kind) => Workers(
        $"session-response-{kind.ToString().ToLowerInvariant()}",
        new() { Attempt = Attempt, Token = "aw.x.2.n0nce.y", Job = Job(kind), Heartbeat = TimeSpan.FromSeconds(5), Silence = TimeSpan.FromSeconds(300), TraceParent = Trace },
        WorkerJson.Default.SessionResponse);

    [Fact]
    public void HeartbeatResponse_IsAsOnTheWire() => Workers("heartbeat-response", new(true), WorkerJson.Default.HeartbeatResponse);

    [Fact]
    public void LogResponse_IsAsOnTheWire() => Workers("log-response", new(123, true), WorkerJson.Default.LogResponse);

    [Fact]
    public void WorkerResult_IsAsOnTheWire() => Workers(
        "worker-result",
        new()
        {
            Succeeded = true,
            Reason = ReasonCode.TofuFailed,
            Message = "words",
            ExitCode = 1,
            Outputs = new() { ["id"] = new JsonObject { ["value"] = "vpc-1", ["sensitive"] = true } },
            Artifacts = ["plan.txt"],
            Status = new() { ["container"] = new JsonObject { ["exitCode"] = 1, ["logs"] = "words" } },
            Plan = new() { Add = 3, Change = 1, Destroy = 2, Replace = 1, Import = 1, Forget = 1, Outputs = 4 },
        },
        WorkerJson.Default.WorkerResult);

    [Fact]
    public void WorkerResult_OfAnOlderWorker_HasNoPlan() =>
        Assert.Null(JsonSerializer.Deserialize("""{"succeeded":true,"outputs":{}}""", WorkerJson.Default.WorkerResult)!.Plan);

    [Fact]
    public void OpenTofuJob_OfAnOlderController_HasItsPlanInTheWorkingDirectory() =>
        Assert.Null(JsonSerializer.Deserialize("""{"kind":"OpenTofu","openTofu":{"phases":["apply"]}}""", WorkerJson.Default.WorkerJob)!.OpenTofu!.PlanOf);

    [Fact]
    public void WorkerResult_ThatAsksToBeCalledAgain_IsAsOnTheWire() => Workers(
        "worker-result-again",
        new() { Reason = ReasonCode.Polling, Message = "words", Again = new() { Data = new() { ["counter"] = 1 }, Message = "words" } },
        WorkerJson.Default.WorkerResult);

    [Fact]
    public void SessionResponse_OfAFunctionWithEveryField_IsAsOnTheWire() => Workers(
        "session-response-function-server",
        new() { Attempt = Attempt, Token = "aw.x.2.n0nce.y", Job = new() { Kind = WorkerKind.Function, Function = Server() } },
        WorkerJson.Default.SessionResponse);

    [Fact]
    public void FunctionJob_OfAControllerWithoutTheProtocol_IsUnderstood()
    {
        var job = JsonSerializer.Deserialize("""{"kind":"Function","function":{"language":"bash","input":{},"maxOutputBytes":1}}""", WorkerJson.Default.WorkerJob)!.Function!;

        Assert.Equal((null, null, null, null, null), (job.Dependencies, job.Caller, job.Server, job.LogToken, job.Previous));
    }

    private static FunctionJob Server() => new()
    {
        Language = "image",
        LanguageVersion = "3.11",
        Source = "def handle(logger, request): ...",
        Dependencies = ["requests==2.32.3"],
        KeepsPackages = true,
        Server = new() { Command = ["fwatchdog", "-v"], Directory = "/srv", Port = 8082, ReadyTimeout = TimeSpan.FromSeconds(30) },
        Input = new() { ["a"] = 1 },
        Previous = new() { ["counter"] = 1 },
        MaxOutputBytes = 4321,
        Caller = new()
        {
            ActivityId = "activity", EnvironmentId = "01JENV", EnvironmentName = "prod", OrganizationId = "default", ProjectId = "demo",
            EventSource = "action", EventSourceName = "restart", EventType = "deploy",
        },
        LogToken = "al.x",
        StateToken = "ak.x",
    };

    [Fact]
    public void CommandJob_OfAnOlderController_IsUnderstood()
    {
        var read = JsonSerializer.Deserialize("""{"kind":"Command","command":{"command":["true"]}}""", WorkerJson.Default.WorkerJob)!.Command!;

        Assert.Equal(([], 256 * 1024), (read.Arguments, read.MaxOutputBytes));
    }

    [Fact]
    public void ImageCommand_IsAsInTheEnvironment() => Workers("image-command", new(["/entry"], ["-v"]), WorkerJson.Default.ImageCommand);

    private static WorkerJob Job(WorkerKind kind) => kind switch
    {
        WorkerKind.Git => SampleJobs.Git(),
        WorkerKind.OpenTofu => SampleJobs.OpenTofu(),
        WorkerKind.Command => SampleJobs.Command(),
        WorkerKind.Http => SampleJobs.Http(),
        // With what a function always has; another file has it with every field.
        _ => SampleJobs.Function() with { Function = new() { Language = "bash", Source = "echo", Input = new() { ["a"] = new JsonArray(1, "b", null) }, MaxOutputBytes = 4321 } },
    };

    private static void Agents<T>(string name, T sample) => Check(name, sample, (JsonTypeInfo<T>)JsonSerializerOptions.Web.GetTypeInfo(typeof(T)));

    private static void Workers<T>(string name, T sample, JsonTypeInfo<T> type) => Check(name, sample, type);

    private static void Check<T>(string name, T sample, JsonTypeInfo<T> type)
    {
        var golden = GoldenFile.Read(name);
        GoldenFile.Same(golden, JsonSerializer.SerializeToNode(sample, type), $"{name}: today's code says something else than the golden file");

        var fromNewer = (JsonObject)golden.DeepClone();
        fromNewer["ofANewerRelease"] = 1;
        GoldenFile.Same(golden, JsonSerializer.SerializeToNode(fromNewer.Deserialize(type)!, type), $"{name}: today's code does not hear all of the golden file");
    }
}
