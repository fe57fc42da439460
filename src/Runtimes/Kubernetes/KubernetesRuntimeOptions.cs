using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Kubernetes;

/// <summary>Settings of the Kubernetes runtime: <c>Actors:Agents:NAME:Kubernetes</c>.</summary>
public sealed record KubernetesRuntimeOptions
{
    /// <summary>Path of a kubeconfig; null: the silo runs in the cluster and uses its pod's service account.</summary>
    public string? KubeConfig { get; init; }
    /// <summary>Context of the kubeconfig; null: its current one.</summary>
    public string? Context { get; init; }
    /// <summary>Namespace of the workers; null: the context's, or the one that the silo's pod is in, or <c>default</c>.</summary>
    public string? Namespace { get; init; }
    /// <summary>When nodes pull images. Default <see cref="PullPolicy.IfNotPresent"/>.</summary>
    public PullPolicy PullPolicy { get; init; }
    /// <summary>Names of secrets of the namespace with credentials of registries.</summary>
    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];
    /// <summary>Registries (<c>HOST:PORT</c>) that the agent asks without TLS for the command of an image.</summary>
    public IReadOnlyList<string> PlainRegistries { get; init; } = [];
    /// <summary>Which images get the Worker program by an init container. Default <see cref="InjectMode.Auto"/>.</summary>
    public InjectMode Inject { get; init; }
    /// <summary>The image that the Worker program is injected from. Default <c>actors/worker:VERSION</c>.</summary>
    public string WorkerImage { get; init; } = WorkerImages.Injector;
    /// <summary>Longest time that a pod may be pending. Default 15 min.</summary>
    public TimeSpan PendingLimit { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>How long a pod may wait for a reason that seldom passes, such as an image that cannot be pulled. Default 30 s.</summary>
    public TimeSpan WaitingGrace { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How often the list of pods is read anew, whatever the watch says. Default 30 s.</summary>
    public TimeSpan Relist { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Calls of the API server a second, of all kinds. Default 50.</summary>
    public double RequestRate { get; init; } = 50;
    /// <summary>Calls at once after a rest. Default 100.</summary>
    public int Burst { get; init; } = 100;
    /// <summary>A partial PodTemplateSpec that is merged into every pod and wins over what a template asks for: the path of a YAML file, or YAML itself.</summary>
    public string? PodTemplate { get; init; }
    /// <summary>Service account of the workers' pods, without its token; null: the namespace's default.</summary>
    public string? ServiceAccountName { get; init; }
    /// <summary>User and group of workers. Default 65532.</summary>
    public long RunAsUser { get; init; } = 65532;
    /// <summary>What templates may ask for: <c>privileged</c>, <c>serviceAccountName=NAME</c>, <c>namespace=NAME</c>, … Nothing by default.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];
}
