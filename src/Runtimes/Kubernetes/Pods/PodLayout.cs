namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>Names in a worker's pod, and where things are in its container.</summary>
internal static class PodLayout
{
    /// <summary>Prefix of labels and annotations that are ours.</summary>
    public const string Ours = "actors.";
    /// <summary>Prefix of volumes and init containers that are ours.</summary>
    public const string OurVolumes = "actors-";
    /// <summary>Annotation with the readable path of the activity.</summary>
    public const string DisplayAnnotation = "actors.display";
    /// <summary>Annotation with the key of the activity, of which the label has the hash.</summary>
    public const string KeyAnnotation = "actors.key";
    /// <summary>Annotation with the order to end.</summary>
    public const string StopAnnotation = "actors.stop";
    /// <summary>Annotation with the certificate authority, which the pod sees as a file.</summary>
    public const string CaAnnotation = "actors.ca";
    /// <summary>Holds a pod that is being stopped until its end was seen.</summary>
    public const string Finalizer = "actors.dev/worker";

    /// <summary>The worker's container.</summary>
    public const string Worker = "worker";
    /// <summary>The init container that puts the Worker program into the pod.</summary>
    public const string Install = "actors-install";
    /// <summary>Volume of the worker's own folder.</summary>
    public const string WorkVolume = "actors-work";
    /// <summary>Volume of <c>/tmp</c>.</summary>
    public const string TmpVolume = "actors-tmp";
    /// <summary>Volume of the injected Worker program.</summary>
    public const string ProgramVolume = "actors-program";
    /// <summary>Volume of the certificate authority.</summary>
    public const string FilesVolume = "actors-files";

    /// <summary>Above all that we mount, but for <c>/tmp</c>.</summary>
    public const string Root = "/var/actors";
    /// <summary>The worker's own folder: its work directory and home.</summary>
    public const string Work = $"{Root}/w";
    /// <summary>Folder of the injected Worker program.</summary>
    public const string ProgramFolder = $"{Root}/bin";
    /// <summary>The injected Worker program.</summary>
    public const string Program = $"{ProgramFolder}/worker";
    /// <summary>Folder of the certificate authority.</summary>
    public const string FilesFolder = $"{Root}/etc";
    /// <summary>Name of the certificate authority's file.</summary>
    public const string CaName = "ca.pem";
}
