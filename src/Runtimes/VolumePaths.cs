using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes;

/// <summary>Where volumes of templates may be mounted: nowhere that hides what the runtime or the engine mounts.</summary>
internal static class VolumePaths
{
    private const int Most = 10;
    private const int Longest = 255;
    private const string SharedMemory = "/dev/shm";
    private static readonly string[] Taken = ["/var/actors", "/proc", "/sys", "/dev"];

    /// <summary>Checks the volumes of a worker.</summary>
    /// <exception cref="WorkerStartException">One cannot be mounted; the message names it.</exception>
    public static void Check(WorkerSpec spec)
    {
        if (spec.Volumes.Count > Most)
            throw Refused($"{spec.Volumes.Count} volumes are more than the {Most} that a worker may have.");
        foreach (var volume in spec.Volumes)
        {
            if (Problem(volume.MountPath) is { } problem)
                throw Refused($"The volume cannot be mounted at '{volume.MountPath}': {problem}.");
            if (volume.SizeGiB is < 1 or > 100_000)
                throw Refused($"The volume at '{volume.MountPath}' has a size of {volume.SizeGiB} GB: it must be between 1 and 100000.");
        }

        if (spec.Volumes.GroupBy(volume => volume.MountPath).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Refused($"Two volumes are mounted at '{twice.Key}'.");
    }

    private static string? Problem(string path)
    {
        var parts = path.Split('/');
        if (path.Length is < 2 or > Longest || path[0] != '/' || parts.Skip(1).Any(part => part is "" or "." or "..") || path.Any(character => char.IsControl(character) || character is ':' or ','))
            return "it must be an absolute path in its plain form";
        // Both engines mount a volume there instead of their own small one.
        return path == "/tmp" || path != SharedMemory && Taken.Any(taken => IsAtOrBelow(path, taken) || IsAtOrBelow(taken, path)) ? "it would hide what every worker has there" : null;
    }

    private static bool IsAtOrBelow(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static WorkerStartException Refused(string why) => new(ReasonCode.InvalidInput, why);
}
