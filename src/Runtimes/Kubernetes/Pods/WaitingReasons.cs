using Actors.Contracts.Activities;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>What a container waits for that seldom comes by itself.</summary>
internal static class WaitingReasons
{
    private static readonly Dictionary<string, ReasonCode> Known = new(StringComparer.Ordinal)
    {
        ["InvalidImageName"] = ReasonCode.InvalidImage,
        ["ErrImagePull"] = ReasonCode.ImagePull,
        ["ImagePullBackOff"] = ReasonCode.ImagePull,
        ["ErrImageNeverPull"] = ReasonCode.ImagePull,
        ["ImageInspectError"] = ReasonCode.ImagePull,
        ["RegistryUnavailable"] = ReasonCode.ImagePull,
        ["SignatureValidationFailed"] = ReasonCode.ImagePull,
        ["CreateContainerConfigError"] = ReasonCode.StartError,
        ["CreateContainerError"] = ReasonCode.StartError,
        ["RunContainerError"] = ReasonCode.StartError,
        ["StartError"] = ReasonCode.StartError,
        ["PreCreateHookError"] = ReasonCode.StartError,
        ["PreStartHookError"] = ReasonCode.StartError,
        ["PostStartHookError"] = ReasonCode.StartError,
        ["CreatePodSandboxError"] = ReasonCode.StartError,
        ["CrashLoopBackOff"] = ReasonCode.StartError,
    };

    /// <summary>Every word of the table.</summary>
    public static IReadOnlyCollection<string> All => Known.Keys;

    /// <summary>The reason code; null: it is a reason that passes.</summary>
    public static ReasonCode? Of(string reason) => Known.TryGetValue(reason, out var code) ? code : null;

    /// <summary>Whether waiting cannot help.</summary>
    public static bool IsFinal(ReasonCode reason) => reason == ReasonCode.InvalidImage;
}
