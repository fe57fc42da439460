using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;

namespace Actors.Testing;

/// <summary>One job of each kind, with every field set.</summary>
internal static class SampleJobs
{
    private static WorkerJob Job(WorkerKind kind) => new()
    {
        Kind = kind,
        Timeout = TimeSpan.FromMinutes(20),
        Grace = TimeSpan.FromMinutes(2),
        Secrets = ["planted-secret"],
        Environment = new Dictionary<string, string> { ["NAME"] = "prod" },
        Files = [new("dir/file", [1, 2, 255], true)],
        Volumes = [new("0a1b", "/data")],
        WorkDir = new("net.artifact", ArtifactRef.WorkDirName),
    };

    public static WorkerJob Git() => Job(WorkerKind.Git) with
    {
        Git = new()
        {
            Url = "https://example.com/code.git",
            Ref = "main",
            Directory = "net",
            Username = "me",
            Password = "pw",
            PrivateKey = "key",
            KnownHosts = "hosts",
            CaCert = "pem",
            Insecure = true,
            Submodules = true,
            Lfs = true,
            MaxBytes = 12345,
        },
    };

    public static WorkerJob Function() => Job(WorkerKind.Function) with
    {
        Function = new()
        {
            Language = "bash",
            LanguageVersion = "3.11",
            Source = "echo",
            Dependencies = ["requests==2.32.3"],
            Server = new() { Command = ["fwatchdog"], Directory = "/srv", Port = 8082, ReadyTimeout = TimeSpan.FromSeconds(30) },
            Input = new() { ["a"] = new JsonArray(1, "b", null) },
            MaxOutputBytes = 4321,
            Caller = new()
            {
                ActivityId = "activity", EnvironmentId = "01JENV", EnvironmentName = "prod", OrganizationId = "default", ProjectId = "demo",
                EventSource = "action", EventSourceName = "restart", EventType = "deploy",
            },
        },
    };

    public static WorkerJob Command() => Job(WorkerKind.Command) with
    {
        Command = new()
        {
            Command = ["fwatchdog", "-v"],
            Arguments = ["--fast"],
            MaxOutputBytes = 4321,
            Directory = "sub",
            Server = new()
            {
                Port = 5000,
                ReadyPath = "/ready",
                ReadyTimeout = TimeSpan.FromSeconds(30),
                Calls = [new() { Method = "PUT", Path = "/x?y=1", Headers = new Dictionary<string, string> { ["X-Event-Type"] = "deploy" }, Body = "{}", Timeout = TimeSpan.FromSeconds(40), MaxAnswerBytes = 4321 }],
            },
        },
    };

    public static WorkerJob Http() => Job(WorkerKind.Http) with
    {
        Http = new()
        {
            Method = "POST",
            Endpoint = "https://example.com/hook?x=1",
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer pw" },
            Body = "{}",
            CaCert = "pem",
            Insecure = true,
            Timeout = TimeSpan.FromSeconds(40),
            MaxAnswerBytes = 4321,
            MaxRedirects = 3,
        },
    };

    public static WorkerJob OpenTofu() => Job(WorkerKind.OpenTofu) with
    {
        OpenTofu = new()
        {
            Destroy = true,
            PlanOf = "net.plan",
            Version = "1.10",
            Variables = [new("list", new JsonArray(1, "a"), null, false), new("raw", null, "{ a = 1 }", true)],
            VarFiles = ["a.tfvars"],
            BackendConfigs = ["prefix=prod"],
            SystemBackend = true,
            StatePassword = "as.x",
            Refresh = false,
            Lock = true,
            LockTimeout = TimeSpan.FromSeconds(30),
            PluginDirs = ["plugins"],
            Targets = ["module.a"],
            Release = new("https://example.com/tofu.zip", "abc", "1.10.0"),
        },
    };
}
