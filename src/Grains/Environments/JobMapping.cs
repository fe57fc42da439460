using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Grains.Environments;

/// <summary>From what the template language says to what goes to a worker.</summary>
internal static class JobMapping
{
    /// <summary>The worker's job of a resolved activity.</summary>
    public static WorkerJob ToWorkerJob(PlannedActivity planned, ResolvedActivity resolved, TofuRelease? release)
    {
        var job = new WorkerJob
        {
            Kind = KindOf(planned.Kind),
            Timeout = TimeSpan.FromSeconds(planned.Timeouts.StartToCloseSeconds),
            Secrets = resolved.SecretValues,
            WorkDir = resolved.Job.Artifact is { } artifact ? new(artifact, ArtifactRef.WorkDirName) : null,
        };
        return resolved.Job switch
        {
            ResolvedGit git => job with { Git = ToGit(git.Checkout) },
            ResolvedFunction function => job with
            {
                Environment = WithEvent(function),
                Files = ToFiles(function.Files),
                Function = new() { Language = function.Options.Language, Source = function.Options.Source, Input = function.Input },
            },
            ResolvedOpenTofu tofu => job with
            {
                Grace = TimeSpan.FromMinutes(2),
                Environment = tofu.Envs,
                Files = ToFiles(tofu.Files),
                OpenTofu = ToTofu(tofu, release),
            },
            _ => throw new NotSupportedException($"Activity '{planned.Id}': jobs of type {resolved.Job.GetType().Name} cannot be run yet."),
        };
    }

    /// <summary>The worker's kind of a planned activity.</summary>
    public static WorkerKind KindOf(ActivityKind kind) => kind switch
    {
        ActivityKind.Git => WorkerKind.Git,
        ActivityKind.OpenTofu => WorkerKind.OpenTofu,
        ActivityKind.Function => WorkerKind.Function,
        ActivityKind.Container => WorkerKind.Command,
        ActivityKind.System => WorkerKind.None,
        _ => throw new NotSupportedException($"Activities of kind {kind} cannot be run yet."),
    };

    /// <summary>The size that goes to the agent; null: the agent's own.</summary>
    public static WorkerSizeRequest? SizeOf(PlannedSize? size) => size is null ? null : new(size.CpuMillis, size.MemoryBytes);

    /// <summary>What goes to the engine of what documents ask of the pod; null: nothing.</summary>
    public static PodOptions? PodOf(PlannedPod? pod) => pod is null ? null : new()
    {
        Namespace = pod.Namespace,
        Labels = pod.Labels,
        NodeSelector = pod.NodeSelector,
        Resources = pod.Resources,
        ServiceAccountName = pod.ServiceAccountName,
        Privileged = pod.Privileged,
        ReadOnlyRootFileSystem = pod.ReadOnlyRootFileSystem,
        Tolerations = pod.Tolerations?.DeepClone(),
        Affinity = pod.Affinity?.DeepClone(),
        Template = pod.Template?.DeepClone(),
    };

    private static GitJob ToGit(GitPlan plan) => new()
    {
        Url = plan.Endpoint,
        Ref = NullIfBlank(plan.Ref),
        Directory = NullIfBlank(plan.Directory),
        Username = plan.Username,
        Password = plan.Password,
        PrivateKey = plan.PrivateKey,
        CaCert = plan.CaCert,
        Insecure = plan.Insecure,
        Submodules = plan.EnableSubmodules,
        Lfs = plan.EnableLfs,
    };

    private static OpenTofuJob ToTofu(ResolvedOpenTofu tofu, TofuRelease? release) => new()
    {
        Destroy = tofu.Options.Destroy,
        Phases = tofu.Options.Phases,
        KeepsWorkDir = tofu.Options.KeepsWorkDir,
        Version = NullIfBlank(tofu.Options.ToolVersion),
        Variables = [.. tofu.Variables.Select(v => new TofuVariable(v.Name, v.Json?.DeepClone(), v.Hcl, v.Sensitive))],
        VarFiles = tofu.Options.VarFiles,
        BackendConfigs = tofu.Options.BackendConfigs,
        SystemBackend = tofu.Options.BackendType.Equals("system", StringComparison.OrdinalIgnoreCase),
        Refresh = tofu.Options.Refresh,
        Lock = tofu.Options.Lock,
        LockTimeout = tofu.Options.LockTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        PluginDirs = tofu.Options.PluginDirs,
        Targets = tofu.Options.TargetResources,
        Release = release,
    };

    /// <summary>What the function protocol sends as headers, a bash function gets in its environment.</summary>
    private static Dictionary<string, string> WithEvent(ResolvedFunction function) => new(function.Envs)
    {
        ["ACTORS_EVENT_SOURCE"] = function.Options.EventSource,
        ["ACTORS_EVENT_SOURCE_NAME"] = function.Options.EventSourceName,
        ["ACTORS_EVENT_TYPE"] = function.Options.EventType,
    };

    private static JobFile[] ToFiles(IReadOnlyList<ResolvedFile> files) => [.. files.Select(f => new JobFile(f.Path, f.Content, f.Sensitive))];

    private static string? NullIfBlank(string value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
