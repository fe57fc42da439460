using System.Text;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Docker;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>
/// The secret that a pod pulls its image with, where a template names an account. It belongs to the pod and is removed by Kubernetes with it. The pod comes first, so that there is never one without: the kubelet looks for it
/// each time that it pulls.
/// </summary>
internal static class PullSecret
{
    private const string HubKey = "https://index.docker.io/v1/";

    /// <summary>The registry that the account is for.</summary>
    /// <exception cref="WorkerStartException">It is for another one than the image's.</exception>
    public static string RegistryOf(WorkerSpec spec, ImageAccount account)
    {
        var registry = ImageReference.Parse(spec.Image ?? "")?.Registry
            ?? throw new WorkerStartException(ReasonCode.InvalidImage, $"'{spec.Image}' is no name of an image.");
        return account.IsFor(registry)
            ? registry
            : throw new WorkerStartException(ReasonCode.ImagePull, $"imagePullCredentials are for the registry {account.Registry}, and the image {spec.Image} comes from {registry}: give it those of its own registry.");
    }

    /// <summary>The secret, as JSON for the API server.</summary>
    /// <param name="pod">The pod that it belongs to.</param>
    /// <param name="registry">Host of the registry.</param>
    /// <param name="account">The account.</param>
    public static JsonObject Build(PodState pod, string registry, ImageAccount account)
    {
        var entry = new JsonObject
        {
            ["username"] = account.Username, ["password"] = account.Password, ["auth"] = Base64($"{account.Username}:{account.Password}"),
        };
        var config = new JsonObject { ["auths"] = new JsonObject { [registry == ImageReference.Hub ? HubKey : registry] = entry } };
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["type"] = "kubernetes.io/dockerconfigjson",
            ["metadata"] = new JsonObject
            {
                ["name"] = pod.Name,
                ["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["name"] = pod.Name, ["uid"] = pod.Uid }),
            },
            ["data"] = new JsonObject { [".dockerconfigjson"] = Base64(config.ToJsonString()) },
        };
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
