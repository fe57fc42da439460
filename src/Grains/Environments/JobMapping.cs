using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Grains.Environments;

/// <summary>From what the template language says to what goes to a worker.</summary>
internal static class JobMapping
{
    // Absolute, so that it is found from whatever folder the command runs in.
    private const string KubeConfigFile = "/tmp/actors-kubeconfig";

    /// <summary>The worker's job of a resolved activity.</summary>
    public static WorkerJob ToWorkerJob(PlannedActivity planned, ResolvedActivity resolved, string activityId, EnvironmentFacts facts, TofuRelease? release)
    {
        var job = new WorkerJob
        {
            Kind = KindOf(planned.Kind),
            Timeout = TimeSpan.FromSeconds(planned.Timeouts.StartToCloseSeconds),
            Secrets = resolved.SecretValues,
            WorkDir = resolved.Job.Artifact is { } artifact ? new(artifact, ArtifactRef.WorkDirName) : null,
            Volumes = [.. VolumesOf(planned).Where(volume => volume.IsKept).Select(volume => new JobVolume(JobVolume.NameOf(planned.Resource ?? "", volume.MountPath), volume.MountPath))],
        };
        return resolved.Job switch
        {
            ResolvedGit git => job with { Git = ToGit(git.Checkout) },
            ResolvedFunction function => job with
            {
                Environment = function.Envs,
                Files = ToFiles(function.Files),
                KeepsWorkDir = function.Options.KeepsWorkDir,
                Function = ToFunction(function, activityId, facts),
            },
            ResolvedOpenTofu tofu => job with
            {
                Grace = OpenTofuJob.Grace,
                Environment = tofu.Envs,
                Files = ToFiles(tofu.Files),
                KeepsWorkDir = tofu.Options.KeepsWorkDir,
                OpenTofu = ToTofu(tofu, release),
            },
            ResolvedContainer container => job with
            {
                Environment = EnvironmentOf(container),
                Files = [.. ToFiles(container.Files), .. KubeConfigOf(container)],
                KeepsWorkDir = container.Options.KeepsWorkDir,
                Command = new() { Command = container.Options.Command, Arguments = container.Options.Arguments, Directory = container.Options.WorkingDir },
            },
            ResolvedHttp http => job with
            {
                Http = new()
                {
                    Method = http.Method,
                    Endpoint = http.Endpoint,
                    Headers = http.Headers,
                    Body = http.Body,
                    CaCert = http.CaCert,
                    Insecure = http.Insecure,
                    Timeout = TimeSpan.FromSeconds(planned.Timeouts.StartToCloseSeconds),
                },
            },
            _ => throw new NotSupportedException($"Activity '{planned.Id}': jobs of type {resolved.Job.GetType().Name} cannot be run yet."),
        };
    }

    /// <summary>The image that a template names; null: the agent's.</summary>
    public static string? ImageOf(PlannedActivity planned) => planned.Job switch
    {
        FunctionPlan function => function.Image,
        ContainerPlan container => container.Image,
        OpenTofuPlan tofu => tofu.Image,
        _ => null,
    };

    /// <summary>The account that the image is pulled with; null: none is given.</summary>
    public static ImageAccount? AccountOf(PlannedActivity planned) => (planned.Job switch
    {
        FunctionPlan function => function.Registry,
        ContainerPlan container => container.Registry,
        OpenTofuPlan tofu => tofu.Registry,
        _ => null,
    }) is { } registry ? new() { Registry = NullIfBlank(registry.Registry), Username = registry.Username, Password = registry.Password } : null;

    /// <summary>The volumes that go to the engine; null: none.</summary>
    public static IReadOnlyList<WorkerVolume>? WorkerVolumesOf(PlannedActivity planned) => VolumesOf(planned) is { Count: > 0 } volumes
        ? volumes.Select(volume => new WorkerVolume { MountPath = volume.MountPath, Claim = volume.IsClaim, SizeGiB = volume.SizeGiB, StorageClass = volume.StorageClass }).ToList()
        : null;

    /// <summary>The worker's kind of a planned activity.</summary>
    public static WorkerKind KindOf(ActivityKind kind) => kind switch
    {
        ActivityKind.Git => WorkerKind.Git,
        ActivityKind.OpenTofu => WorkerKind.OpenTofu,
        ActivityKind.Function => WorkerKind.Function,
        ActivityKind.Container => WorkerKind.Command,
        ActivityKind.Http => WorkerKind.Http,
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
        PlanOf = tofu.Options.PlanOf,
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

    private static FunctionJob ToFunction(ResolvedFunction function, string activityId, EnvironmentFacts facts) => new()
    {
        Language = function.Options.Language,
        LanguageVersion = function.Options.LanguageVersion,
        Source = function.Options.Source,
        Dependencies = function.Options.Dependencies.Count > 0 ? function.Options.Dependencies : null,
        Input = function.Input,
        Caller = new()
        {
            ActivityId = activityId,
            EnvironmentId = facts.EnvironmentId,
            EnvironmentName = facts.EnvironmentName,
            OrganizationId = facts.Organisation,
            ProjectId = facts.Project,
            EventSource = function.Options.EventSource,
            EventSourceName = function.Options.EventSourceName,
            EventType = function.Options.EventType,
        },
    };

    // Tools for Kubernetes find it by this variable.
    private static Dictionary<string, string> EnvironmentOf(ResolvedContainer container) => container.KubeConfig is null
        ? new(container.Envs)
        : new(container.Envs) { ["KUBECONFIG"] = container.Envs.GetValueOrDefault("KUBECONFIG", KubeConfigFile) };

    private static IEnumerable<JobFile> KubeConfigOf(ResolvedContainer container) =>
        container.KubeConfig is { } config ? [new JobFile(KubeConfigFile, System.Text.Encoding.UTF8.GetBytes(config), Sensitive: true)] : [];

    private static IReadOnlyList<PlannedVolume> VolumesOf(PlannedActivity planned) => planned.Job switch
    {
        ContainerPlan container => container.Volumes,
        OpenTofuPlan tofu => tofu.Volumes,
        _ => [],
    };

    private static JobFile[] ToFiles(IReadOnlyList<ResolvedFile> files) => [.. files.Select(f => new JobFile(f.Path, f.Content, f.Sensitive))];

    private static string? NullIfBlank(string value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
