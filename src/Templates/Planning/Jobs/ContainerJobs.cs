using System.Globalization;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Jobs;

/// <summary>Plans containers.</summary>
internal sealed class ContainerJobs(PlanContext context)
{
    private const string SharedMemory = "/dev/shm";
    private static readonly string[] Taken = ["/var/actors", "/proc", "/sys", "/dev"];

    public JobPlan? OfHandler(JobSite site, HandlerLookup handler)
    {
        var (container, path) = (handler.Config.Container ?? new(), $"{handler.Path}.container");
        if (Image(handler.Document, path, container.Image) is not { } image)
        {
            return null;
        }

        var inputs = Inputs(context.Inputs(site.Resource, handler), handler);
        return new(ActivityKind.Container, Job(site, image, container.Commands, container.Arguments, WorkDir(handler.Document, path, container.WorkingDirPath), inputs) with
        {
            Registry = JobValues.Registry(container.ImagePullCredentials),
            KubeConfig = container.KubeConfigOptions?.KubeConfig is { Length: > 0 } config
                ? JobValues.Value("kubeConfig", config, handler.Document, $"{path}.kubeConfigOptions.kubeConfig") with { Sensitive = true }
                : null,
            Volumes = Volumes(handler.Document, path, container.VolumeOptions is { } single ? [single, .. container.Volumes] : container.Volumes),
        }, PlanDefaults.ContainerSeconds)
        {
            Size = SizeRules.Of(handler.Document, path, container, context.Findings),
            Pod = PodRules.Of(site.Resource, handler.Document, $"{path}.kubeOptions", container.KubeOptions, context.Findings),
        };
    }

    public JobPlan? OfOptions(JobSite site, ResourceDocument document, string path, HookContainer container)
    {
        if (Image(document, path, container.Image) is not { } image)
        {
            return null;
        }

        var inputs = JobValues.With(context.Inputs(site.Resource, handler: null), container.Envvars, document, $"{path}.envvars");
        return new(ActivityKind.Container, Job(site, image, container.Commands, container.Arguments, WorkDir(document, path, container.WorkingDirPath), inputs), PlanDefaults.ContainerSeconds)
        {
            Size = SizeRules.Of(document, path, container.CpuLimitMilli, "memoryLimitMB", container.MemoryLimitMB, context.Findings),
            Pod = PodRules.Of(site.Resource, context.Findings),
            SuccessWhen = SuccessRule.Of(context, ActivityKind.Container, document, $"{path}.successCondition", container.SuccessCondition),
        };
    }

    /// <summary>Inputs with the environment variables and files of a container handler.</summary>
    public JobInputs Inputs(JobInputs inputs, HandlerLookup handler)
    {
        var (container, path) = (handler.Config.Container ?? new(), $"{handler.Path}.container");
        var files = container.Files.Select(file => InputMerger.File(
            file.Key, file.Key, file.Value, isSensitive: false, handler.Document, RecordBinder.Join($"{path}.files", file.Key), context.Findings)).OfType<PlannedFile>().ToList();
        return JobValues.With(inputs, container.EnvVars, handler.Document, $"{path}.envVars") with { Files = [.. inputs.Files, .. files] };
    }

    /// <summary>Volumes of a container handler or of a provider's options.</summary>
    public IReadOnlyList<PlannedVolume> Volumes(ResourceDocument document, string path, IReadOnlyList<VolumeEntry> volumes)
    {
        var planned = new List<PlannedVolume>();
        for (var i = 0; i < volumes.Count; i++)
        {
            var (volume, field) = (volumes[i], $"{path}.volumes[{i}]");
            if (volume.MountPath?.Trim() is not { Length: > 1 } mount || mount[0] != '/' || mount.Split('/').Contains(".."))
            {
                context.Findings.Error(document, $"{field}.mountPath", "A volume is mounted at an absolute path without '..', which is not '/'.");
                continue;
            }

            if (Hides(mount.TrimEnd('/')))
            {
                context.DeployFindings.Error(document, $"{field}.mountPath", $"A volume at '{mount}' would hide what every worker has there: mount it elsewhere, or at a folder below /tmp.");
            }

            int? size = null;
            if (volume.PvcSizeGB?.Trim() is { Length: > 0 } text)
            {
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65_536)
                {
                    context.Findings.Error(document, $"{field}.pvcSizeGB", $"'{text}' is no size of a volume: it is a number of GiB from 1 to 65536.");
                    continue;
                }

                size = number;
            }

            planned.Add(new()
            {
                MountPath = mount.TrimEnd('/'),
                IsClaim = volume.UsePVC == true,
                SizeGiB = size,
                StorageClass = string.IsNullOrWhiteSpace(volume.PvcStorageClass) ? null : volume.PvcStorageClass.Trim(),
                IsKept = volume.EnableBackupAndRestore == true,
            });
        }

        if (planned.Count > PlanDefaults.MaxVolumes)
        {
            context.DeployFindings.Error(document, $"{path}.volumes", $"A worker has at most {PlanDefaults.MaxVolumes} volumes, not {planned.Count}.");
        }

        foreach (var twice in planned.GroupBy(volume => volume.MountPath, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            context.Findings.Error(document, $"{path}.volumes", $"Two volumes are mounted at '{twice.Key}'.");
        }

        return planned;
    }

    /// <summary>The image of a container handler; null with a finding when there is none.</summary>
    public string? Image(ResourceDocument document, string path, string? image)
    {
        if (string.IsNullOrWhiteSpace(image))
        {
            context.Findings.Error(document, $"{path}.image", "A container needs an image.");
            return null;
        }

        context.CheckImage(document, $"{path}.image", image.Trim());
        return image.Trim();
    }

    // Shared memory is nothing that the worker needs: jobs that share much of it bring a larger one.
    private static bool Hides(string mount) =>
        mount == "/tmp" || mount != SharedMemory && Taken.Any(taken => mount == taken || mount.StartsWith(taken + '/', StringComparison.Ordinal) || taken.StartsWith(mount + '/', StringComparison.Ordinal));

    private static ContainerPlan Job(JobSite site, string image, IReadOnlyList<string> command, IReadOnlyList<string> arguments, string? workDir, JobInputs inputs) => new()
    {
        Artifact = site.Artifact,
        KeepsWorkDir = site.KeepsWorkDir,
        Image = image,
        Command = command,
        Arguments = arguments,
        WorkingDir = workDir,
        Inputs = inputs with { Variables = [] },
    };

    private string? WorkDir(ResourceDocument document, string path, string? workDir)
    {
        if (string.IsNullOrWhiteSpace(workDir))
        {
            return null;
        }

        var trimmed = workDir.Trim();
        if (trimmed[0] == '/' && !trimmed.Split('/').Contains(".."))
        {
            return trimmed;
        }

        context.Findings.Error(document, $"{path}.workingDirPath", "The working directory is an absolute path without '..'.");
        return null;
    }
}
