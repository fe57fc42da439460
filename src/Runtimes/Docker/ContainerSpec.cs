using System.Globalization;
using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>What the engine is asked to create for a worker. Holds nothing secret.</summary>
internal sealed class ContainerSpec(RuntimeSettings settings, DockerRuntimeOptions options, ContainerLabels labels)
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const string Temporary = "rw,nosuid,nodev,size=64m,mode=1777";
    private const int LogFiles = 2;
    private const long NanosPerMilli = 1_000_000;

    /// <summary>The container of a worker.</summary>
    /// <param name="spec">The worker.</param>
    /// <param name="image">What is known of its image.</param>
    /// <param name="program">Path of the Worker program in the container.</param>
    /// <param name="network">Id of its network.</param>
    public CreateContainerParameters Of(WorkerSpec spec, WorkerImage image, string program, string network) => new()
    {
        Name = WorkerName.Of(spec.Installation, spec.Attempt),
        Image = spec.Image ?? "",
        User = options.User,
        Entrypoint = [program],
        WorkingDir = ContainerLayout.Work,
        Env = [.. Variables(spec, image).Select(variable => $"{variable.Name}={variable.Value}")],
        Labels = labels.Of(spec),
        StopSignal = "SIGTERM",
        Healthcheck = new() { Test = ["NONE"] },
        HostConfig = Host(spec, network),
    };

    private HostConfig Host(WorkerSpec spec, string network) => new()
    {
        Init = true,
        NetworkMode = network,
        NanoCPUs = spec.Size.CpuMillis * NanosPerMilli,
        Memory = spec.Size.MemoryBytes,
        // The same as the memory: no swap on top of it.
        MemorySwap = spec.Size.MemoryBytes,
        PidsLimit = options.PidsLimit,
        Privileged = false,
        CapDrop = ["ALL"],
        SecurityOpt = ["no-new-privileges"],
        ReadonlyRootfs = spec.Pod?.ReadOnlyRootFileSystem ?? true,
        RestartPolicy = new() { Name = RestartPolicyKind.No },
        Tmpfs = new Dictionary<string, string> { ["/tmp"] = $"{Temporary},{Owner()}" },
        Mounts = [Volume(spec), .. Volumes(spec), .. options.Binds.Select(Bind)],
        LogConfig = new()
        {
            Type = "json-file",
            Config = new Dictionary<string, string>
            {
                ["max-size"] = (options.LogLimit / LogFiles).ToString(CultureInfo.InvariantCulture),
                ["max-file"] = LogFiles.ToString(CultureInfo.InvariantCulture),
            },
        },
    };

    private IEnumerable<(string Name, string Value)> Variables(WorkerSpec spec, WorkerImage image)
    {
        yield return (WorkerEnvironment.Url, spec.WorkerUrl);
        yield return (WorkerEnvironment.TicketFile, ContainerLayout.Ticket);
        yield return (WorkerEnvironment.WorkDir, ContainerLayout.Work);
        yield return (WorkerEnvironment.GitSchemes, string.Join(',', spec.GitSchemes));
        if (settings.CaFile is not null)
            yield return (WorkerEnvironment.CaFile, ContainerLayout.Ca);
        yield return (WorkerEnvironment.Isolated, "1");
        if (spec.Kind == WorkerKind.Http)
        {
            yield return (WorkerEnvironment.HttpAllow, string.Join(',', spec.HttpAllow));
            yield return (WorkerEnvironment.HttpRefuse, string.Join(',', spec.HttpRefuse));
        }

        if (spec.ForeignImage)
            yield return (WorkerEnvironment.ImageCommand, JsonSerializer.Serialize(image.Command, WorkerJson.Default.ImageCommand));
        if (spec.ForeignImage && image.Folder is { } folder)
            yield return (WorkerEnvironment.ImageFolder, folder);
        yield return ("HOME", ContainerLayout.Work);
        if (!image.HasPath)
            yield return ("PATH", DefaultPath);
    }

    // Without a name it belongs to the container; its labels find it when somebody removed the container only.
    private Mount Volume(WorkerSpec spec) => new()
    {
        Type = "volume", Target = ContainerLayout.Root, VolumeOptions = new() { NoCopy = true, Labels = labels.Volume(spec.Attempt) },
    };

    // Twice each: the engine makes a volume root's, and only below our own volume can its owner be told. They are the worker's by their labels, and go with it.
    private IEnumerable<Mount> Volumes(WorkerSpec spec) => spec.Volumes.SelectMany((volume, number) => new[] { volume.MountPath, $"{ContainerLayout.Root}/{ContainerLayout.VolumeName(number)}" }
        .Select(path => new Mount
        {
            Type = "volume", Source = $"{WorkerName.Of(spec.Installation, spec.Attempt)}-v{number}", Target = path, VolumeOptions = new() { NoCopy = true, Labels = labels.Volume(spec.Attempt) },
        }));

    // Where the image's own /tmp is not open to everybody, its mode wins over the one that is asked for.
    private string Owner() => options.User.Split(':') is [var uid, var gid] ? $"uid={uid},gid={gid}" : "";

    private static Mount Bind(DockerBind bind) => new() { Type = "bind", Source = bind.Source, Target = bind.Target, ReadOnly = bind.ReadOnly };
}
