using System.Text.Json.Nodes;
using Actors.Runtimes.Kubernetes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>A namespace of a test, and what the administrator does in it behind the runtime's back.</summary>
public sealed class KubernetesStage : IAsyncDisposable
{
    private const string Account = "agent";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private KubernetesStage(k8s.Kubernetes client, string name) => (Client, Namespace) = (client, name);

    public k8s.Kubernetes Client { get; }

    public string Namespace { get; }

    /// <summary>Makes the namespace.</summary>
    public static async Task<KubernetesStage> OpenAsync(string kubeConfig)
    {
        var stage = new KubernetesStage(KubernetesCluster.Connect(kubeConfig), $"actors-kit-{Guid.NewGuid().ToString("N")[..10]}");
        await stage.Client.CreateNamespaceAsync(new() { Metadata = new() { Name = stage.Namespace } });
        // A controller makes it; before, no pod is accepted.
        await stage.UntilAsync(async () => (await stage.Client.ListNamespacedServiceAccountAsync(stage.Namespace)).Items.Any(account => account.Metadata.Name == "default"), "the namespace has its default service account");
        return stage;
    }

    /// <summary>Makes a service account with the least role, and a quota, for want of which the runtime would know nothing of its capacity. Returns a token.</summary>
    public async Task<string> GrantLeastRoleAsync()
    {
        await Client.CreateNamespacedServiceAccountAsync(new() { Metadata = new() { Name = Account } }, Namespace);
        var role = KubernetesYaml.Deserialize<V1Role>(KubernetesRole.ToYaml(Account));
        await Client.CreateNamespacedRoleAsync(role, Namespace);
        await Client.CreateNamespacedRoleBindingAsync(new()
        {
            Metadata = new() { Name = Account },
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = Account },
            Subjects = [new() { Kind = "ServiceAccount", Name = Account, NamespaceProperty = Namespace }],
        }, Namespace);
        await Client.CreateNamespacedResourceQuotaAsync(new()
        {
            Metadata = new() { Name = "kit" },
            Spec = new() { Hard = new Dictionary<string, ResourceQuantity> { ["requests.cpu"] = new("16"), ["requests.memory"] = new("16Gi"), ["pods"] = new("50") } },
        }, Namespace);
        await UntilAsync(async () => (await Client.ReadNamespacedResourceQuotaAsync("kit", Namespace)).Status?.Hard?.Count > 0, "the quota is known to its controller");
        var token = await Client.CreateNamespacedServiceAccountTokenAsync(new() { Spec = new() { Audiences = [], ExpirationSeconds = 3600 } }, Account, Namespace);
        return token.Status.Token;
    }

    /// <summary>Kills the first process of a pod's worker container, from its node.</summary>
    public async Task KillAsync(string pod)
    {
        var victim = await Client.ReadNamespacedPodAsync(pod, Namespace);
        // The files that the node mounts into a container have the pod's uid in their paths; the sandbox has none of them.
        var script = $"p=$(grep -l 'pods/{victim.Metadata.Uid}/' /proc/[0-9]*/mountinfo 2>/dev/null | cut -d/ -f3 | sort -n | head -1); kill -9 $p";
        var killer = KubernetesJson.Deserialize<V1Pod>($$"""
            { "metadata": { "name": "killer" }, "spec": { "restartPolicy": "Never", "hostPID": true, "nodeName": "{{victim.Spec.NodeName}}", "containers": [
              { "name": "killer", "image": "{{RuntimeHarness.Image}}", "command": ["sh", "-c", {{JsonValue.Create(script).ToJsonString()}}],
                "resources": { "requests": { "cpu": "10m", "memory": "16Mi" } }, "securityContext": { "privileged": true } }] } }
            """);
        await Client.CreateNamespacedPodAsync(killer, Namespace);
        await UntilAsync(async () => (await Client.ReadNamespacedPodAsync("killer", Namespace)).Status.Phase is "Succeeded", "the killer has done its work");
        await Client.DeleteNamespacedPodAsync("killer", Namespace, gracePeriodSeconds: 0);
    }

    /// <summary>Adds a node that nobody stands behind.</summary>
    public async Task<string> AddNodeAsync()
    {
        var name = $"{Namespace}-node";
        await Client.CreateNodeAsync(new() { Metadata = new() { Name = name }, Spec = new() { Unschedulable = true } });
        await SetReadyAsync(name, "True");
        return name;
    }

    /// <summary>The pod runs, as its node would say; then the node is not heard of any more.</summary>
    public async Task LoseNodeAsync(string node, string pod)
    {
        await Client.PatchNamespacedPodStatusAsync(new(new
        {
            status = new
            {
                phase = "Running",
                containerStatuses = new[] { new { name = "worker", image = "x", imageID = "x", ready = true, restartCount = 0, state = new { running = new { startedAt = DateTime.UtcNow } } } },
            },
        }, V1Patch.PatchType.MergePatch), pod, Namespace);
        await SetReadyAsync(node, "Unknown");
    }

    /// <summary>Waits for something, for a while.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var begin = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Delay(50))
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, what);
    }

    /// <summary>Removes all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var pod in (await Client.ListNamespacedPodAsync(Namespace)).Items.Where(pod => pod.Metadata.Finalizers is { Count: > 0 }))
            await Client.PatchNamespacedPodAsync(new("""{ "metadata": { "finalizers": null } }""", V1Patch.PatchType.MergePatch), pod.Metadata.Name, Namespace);
        try
        {
            await Client.DeleteNamespaceAsync(Namespace);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // It is being removed already.
        }

        Client.Dispose();
    }

    private Task<V1Node> SetReadyAsync(string node, string status) => Client.PatchNodeStatusAsync(new(new
    {
        status = new
        {
            conditions = new[] { new { type = "Ready", status, reason = "Kit", message = "", lastHeartbeatTime = DateTime.UtcNow, lastTransitionTime = DateTime.UtcNow } },
            allocatable = new { cpu = "1", memory = "1Gi", pods = "10" },
            capacity = new { cpu = "1", memory = "1Gi", pods = "10" },
        },
    }, V1Patch.PatchType.MergePatch), node);
}
