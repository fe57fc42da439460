using System.Text.Json.Nodes;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>Volumes of templates in a pod: an emptyDir, or a claim that goes with the pod.</summary>
internal static class PodVolumes
{
    private const int LeastGiB = 1;

    /// <summary>The volume.</summary>
    public static JsonNode Volume(WorkerVolume volume, int number) => new JsonObject { ["name"] = Name(number), [volume.Claim ? "ephemeral" : "emptyDir"] = volume.Claim ? Claim(volume) : Folder(volume) };

    /// <summary>Its mount.</summary>
    public static JsonNode Mount(WorkerVolume volume, int number) => new JsonObject { ["name"] = Name(number), ["mountPath"] = volume.MountPath };

    private static string Name(int number) => $"{PodLayout.OurVolumes}volume-{number}";

    private static JsonObject Folder(WorkerVolume volume) => volume.SizeGiB is { } size ? new() { ["sizeLimit"] = $"{size}Gi" } : [];

    private static JsonObject Claim(WorkerVolume volume)
    {
        var spec = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = $"{volume.SizeGiB ?? LeastGiB}Gi" } },
        };
        if (volume.StorageClass is { } storage)
            spec["storageClassName"] = storage;
        return new() { ["volumeClaimTemplate"] = new JsonObject { ["spec"] = spec } };
    }
}
