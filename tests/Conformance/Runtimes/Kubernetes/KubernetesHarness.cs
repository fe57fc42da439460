using System.Text.Json.Nodes;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>Pods of a real cluster, each test in a namespace of its own.</summary>
/// <param name="leastRole">Whether the runtime has the rights of <see cref="KubernetesRole"/> only.</param>
public sealed class KubernetesHarness(bool leastRole = false) : RuntimeHarness
{
    /// <summary>Tests of the cluster run one after the other: its node is small.</summary>
    public const string Collection = "kubernetes";

    private const UnixFileMode All = (UnixFileMode)0b111_111_111;

    private readonly string _data = Directory.CreateTempSubdirectory("actors-kit-").FullName;
    private KubernetesStage? _stage;
    private string? _kubeConfig;
    private string? _doomed;

    /// <summary>Namespace, and a look past the runtime.</summary>
    public KubernetesStage Stage => _stage ?? throw new InvalidOperationException("Not initialized.");

    /// <summary>Settings of every runtime; tests may change them before they make one.</summary>
    public Dictionary<string, string?> Values { get; } = new()
    {
        ["Kubernetes:PullPolicy"] = "IfNotPresent",
        ["Kubernetes:WaitingGrace"] = "00:00:02",
    };

    public override async ValueTask InitializeAsync()
    {
        var kubeConfig = KubernetesCluster.RequireKubeConfig();
        File.SetUnixFileMode(_data, All);
        _stage = await KubernetesStage.OpenAsync(kubeConfig);
        _kubeConfig = leastRole ? await KubernetesCluster.CopyAsync(kubeConfig, _data, token: await _stage.GrantLeastRoleAsync()) : kubeConfig;
    }

    /// <summary>The runtimes that are made from now on reach the API server through a proxy.</summary>
    public async Task GoThroughAsync(FaultProxy proxy) => _kubeConfig = await KubernetesCluster.CopyAsync(_kubeConfig!, _data, server: proxy.Address);

    public override IWorkerRuntime Create(string script, string installation = Installation, string agent = Agent) => Launch(Template(script), [], installation, agent);

    /// <summary>A runtime with further settings.</summary>
    public IWorkerRuntime Create(string script, Dictionary<string, string?> values, Action<JsonObject>? change = null)
    {
        var template = Template(script);
        change?.Invoke(template["spec"]!.AsObject());
        return Launch(template, values);
    }

    public override IWorkerRuntime CreateBroken() => Create("", [], spec => Worker(spec)["command"] = new JsonArray("/no/such/program"));

    public override IWorkerRuntime CreateNeverPulling() => Create("exit 0", new() { ["Kubernetes:PullPolicy"] = "Never" });

    public override IWorkerRuntime CreateMisconfigured() => Create("exit 0", [], spec => Worker(spec)["env"]!.AsArray().Add(JsonNode.Parse(
        """{ "name": "KIT_SECRET", "valueFrom": { "secretKeyRef": { "name": "no-such-secret", "key": "key" } } }""")));

    public override IWorkerRuntime CreateWithoutAccount() => Create("exit 0", new() { ["Kubernetes:ServiceAccountName"] = "no-such-account" });

    public override IWorkerRuntime CreateUnplaceable() => Create("exit 0", new() { ["Kubernetes:PendingLimit"] = "00:00:03" },
        spec => spec["nodeSelector"] = new JsonObject { ["kit"] = "no-such-node" });

    // What it prints is more than the node is to keep of it.
    public override IWorkerRuntime CreateEvicted() => Create("yes | head -c 8000000; sleep 600", [],
        spec => Worker(spec)["resources"] = JsonNode.Parse("""{ "requests": { "ephemeral-storage": "1Mi" }, "limits": { "ephemeral-storage": "1Mi" } }"""));

    public override async Task<IWorkerRuntime> CreateOnDoomedNodeAsync()
    {
        _doomed = await Stage.AddNodeAsync();
        return Create("exit 0", [], spec =>
        {
            spec["nodeName"] = _doomed;
            spec["tolerations"] = JsonNode.Parse("""
                [{ "key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 0 },
                 { "key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute" }]
                """);
        });
    }

    public override Task LoseNodeAsync(AttemptId attempt) => Stage.LoseNodeAsync(_doomed!, WorkerName.Of(Installation, attempt));

    public override Task DeleteAsync(AttemptId attempt) =>
        Stage.Client.DeleteNamespacedPodAsync(WorkerName.Of(Installation, attempt), Stage.Namespace, gracePeriodSeconds: 1);

    public override Task KillAsync(AttemptId attempt) => Stage.KillAsync(WorkerName.Of(Installation, attempt));

    public override bool IsAnythingLeft(AttemptId attempt, string installation = Installation, string agent = Agent) =>
        Stage.Client.ListNamespacedPod(Stage.Namespace, labelSelector: $"{WorkerName.InstallationLabel}={installation},{WorkerName.ActivityLabel}={WorkerName.Hash(attempt.Activity)}").Items.Count > 0;

    public override string SharedFile(string name) => Path.Combine(_data, name);

    public override async ValueTask DisposeAsync()
    {
        if (_doomed is { } node)
            await Stage.Client.DeleteNodeAsync(node);
        if (_stage is { } stage)
            await stage.DisposeAsync();
        Directory.Delete(_data, true);
    }

    private static JsonObject Worker(JsonObject spec) => spec["containers"]![0]!.AsObject();

    private JsonObject Template(string script) => JsonNode.Parse($$"""
        { "spec": { "terminationGracePeriodSeconds": 2,
            "volumes": [{ "name": "shared", "hostPath": { "path": "{{_data}}" } }],
            "containers": [{ "name": "worker", "env": [{ "name": "KIT_SCRIPT", "value": {{JsonValue.Create(script).ToJsonString()}} }],
              "volumeMounts": [{ "name": "shared", "mountPath": "{{_data}}" }] }] } }
        """)!.AsObject();

    private IWorkerRuntime Launch(JsonObject template, Dictionary<string, string?> values, string installation = Installation, string agent = Agent) =>
        new KubernetesRuntimeFactory(TimeProvider.System, NullLoggerFactory.Instance).Create(new()
        {
            Installation = installation,
            AgentKey = agent,
            AgentName = "kit",
            DataFolder = _data,
            Values = new Dictionary<string, string?>(Values.Concat(values).GroupBy(pair => pair.Key).Select(pairs => pairs.Last()))
            {
                ["Kubernetes:KubeConfig"] = _kubeConfig,
                ["Kubernetes:Namespace"] = Stage.Namespace,
                ["Kubernetes:PodTemplate"] = template.ToJsonString(),
            },
        });
}
