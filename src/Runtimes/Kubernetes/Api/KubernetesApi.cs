using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>Every call that the runtime makes, each with the rule of <see cref="KubernetesRole"/> that it needs.</summary>
internal sealed class KubernetesApi(ApiSender sender)
{
    /// <summary>How long a call is repeated while the server does not answer; callers give up after 30 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    /// <summary>How long a creation is repeated: an API server that is away for a minute fails no worker.</summary>
    public static readonly TimeSpan CreatePatience = TimeSpan.FromSeconds(110);

    private const int PageSize = 500;

    /// <summary>What a watch may take longer than it was asked to before it counts as dead.</summary>
    private static readonly TimeSpan WatchSlack = TimeSpan.FromSeconds(10);

    public Task<V1Pod> CreatePodAsync(string @namespace, JsonObject pod, CancellationToken cancellationToken) =>
        sender.SendAsync(new(KubernetesRole.CreatePods, @namespace) { Body = pod }, CreatePatience, ReadAsync<V1Pod>, cancellationToken);

    /// <summary>Creates a secret; one that is there stays.</summary>
    public async Task CreateSecretAsync(string @namespace, JsonObject secret, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(new(KubernetesRole.CreateSecrets, @namespace) { Body = secret }, Patience, static (_, _) => Task.FromResult(true), cancellationToken);
        }
        catch (ApiException exception) when (exception is { Status: HttpStatusCode.Conflict, Reason: "AlreadyExists" })
        {
            // Of an earlier try, for the same pod.
        }
    }

    /// <summary>The pod, or null when there is none.</summary>
    public Task<V1Pod?> GetPodAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        OrNullAsync(sender.SendAsync(new(KubernetesRole.GetPods, @namespace, name), Patience, ReadAsync<V1Pod>, cancellationToken));

    /// <summary>Patches the pod; null when there is none.</summary>
    public Task<V1Pod?> PatchPodAsync(string @namespace, string name, JsonObject patch, CancellationToken cancellationToken) =>
        OrNullAsync(sender.SendAsync(new(KubernetesRole.PatchPods, @namespace, name) { Body = patch }, Patience, ReadAsync<V1Pod>, cancellationToken));

    /// <summary>Asks for the deletion of this very pod; false when it is not there any more.</summary>
    public async Task<bool> DeletePodAsync(string @namespace, string name, string uid, long grace, CancellationToken cancellationToken)
    {
        var options = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["gracePeriodSeconds"] = grace, ["preconditions"] = new JsonObject { ["uid"] = uid } };
        try
        {
            await sender.SendAsync(new(KubernetesRole.DeletePods, @namespace, name) { Body = options }, Patience, static (_, _) => Task.FromResult(true), cancellationToken);
            return true;
        }
        catch (ApiException exception) when (exception.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    /// <summary>All pods with these labels, and the version of the list. Sent once: its caller repeats it.</summary>
    public async Task<(IReadOnlyList<V1Pod> Pods, string Version)> ListPodsAsync(string @namespace, string selector, CancellationToken cancellationToken)
    {
        var pods = new List<V1Pod>();
        string? next = null;
        while (true)
        {
            List<(string, string)> query = [("labelSelector", selector), ("limit", PageSize.ToString(CultureInfo.InvariantCulture))];
            if (next is not null)
                query.Add(("continue", next));
            var page = await sender.TryAsync(new(KubernetesRole.ListPods, @namespace) { Query = query }, ReadAsync<V1PodList>, cancellationToken);
            pods.AddRange(page.Items);
            if (string.IsNullOrEmpty(next = page.Metadata.ContinueProperty))
                return (pods, page.Metadata.ResourceVersion);
        }
    }

    /// <summary>Tells changes after a version, for about <paramref name="time"/>. Sent once: its caller repeats it.</summary>
    /// <exception cref="ApiException">The server refused, broke off, or was silent beyond that time.</exception>
    public Task WatchPodsAsync(string @namespace, string selector, string version, TimeSpan time, Action<PodEvent> tell, CancellationToken cancellationToken)
    {
        var seconds = Math.Max(1, (int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var request = new ApiRequest(KubernetesRole.WatchPods, @namespace)
        {
            Query = [("labelSelector", selector), ("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", version), ("timeoutSeconds", seconds)],
            Limit = time + WatchSlack,
        };
        return sender.TryAsync(request, async (content, token) =>
        {
            await foreach (var change in PodWatchReader.ReadAsync(await content.ReadAsStreamAsync(token), token))
                tell(change);
            return true;
        }, cancellationToken);
    }

    /// <summary>The end of a container's output, as it is; null when there is none (yet, or any more).</summary>
    public async Task<byte[]?> ReadLogAsync(string @namespace, string name, string container, int lines, int maxBytes, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(KubernetesRole.GetPodLogs, @namespace, name) { Query = [("container", container), ("tailLines", lines.ToString(CultureInfo.InvariantCulture))] };
        try
        {
            return await sender.SendAsync(request, Patience, async (content, token) => await StreamEnd.ReadAsync(await content.ReadAsStreamAsync(token), maxBytes, token), cancellationToken);
        }
        catch (ApiException exception) when (exception.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            return null;
        }
    }

    /// <summary>What Kubernetes says of one pod.</summary>
    public async Task<IReadOnlyList<Corev1Event>> ListEventsAsync(string @namespace, string uid, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(KubernetesRole.ListEvents, @namespace) { Query = [("fieldSelector", $"involvedObject.uid={uid}"), ("limit", "100")] };
        return [.. (await sender.SendAsync(request, TimeSpan.Zero, ReadAsync<Corev1EventList>, cancellationToken)).Items];
    }

    public Task<V1Namespace> GetNamespaceAsync(string name, CancellationToken cancellationToken) =>
        sender.SendAsync(new(KubernetesRole.GetNamespace, null, name), Patience, ReadAsync<V1Namespace>, cancellationToken);

    /// <summary>The quotas of a namespace; null when that is not allowed to be known.</summary>
    public async Task<IReadOnlyList<V1ResourceQuota>?> ListQuotasAsync(string @namespace, CancellationToken cancellationToken) =>
        (await IfAllowedAsync(sender.SendAsync(new(KubernetesRole.ListQuotas, @namespace), Patience, ReadAsync<V1ResourceQuotaList>, cancellationToken)))?.Items.ToList();

    /// <summary>The nodes of the cluster; null when that is not allowed to be known.</summary>
    public async Task<IReadOnlyList<V1Node>?> ListNodesAsync(CancellationToken cancellationToken) =>
        (await IfAllowedAsync(sender.SendAsync(new(KubernetesRole.ListNodes, null), Patience, ReadAsync<V1NodeList>, cancellationToken)))?.Items.ToList();

    private static async Task<T> ReadAsync<T>(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        // Read first: deserializing from the network would block a thread.
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken);
        memory.Position = 0;
        return KubernetesJson.Deserialize<T>(memory);
    }

    private static async Task<T?> OrNullAsync<T>(Task<T> call) where T : class
    {
        try
        {
            return await call;
        }
        catch (ApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static async Task<T?> IfAllowedAsync<T>(Task<T> call) where T : class
    {
        try
        {
            return await call;
        }
        catch (ApiException exception) when (exception.Status == HttpStatusCode.Forbidden)
        {
            return null;
        }
    }
}
