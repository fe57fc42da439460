using Actors.Contracts.Workers;

namespace Actors.Grains.Activities;

/// <summary>Whether the packages of a function may be those of its whole project.</summary>
internal static class PackageRight
{
    /// <summary>
    /// The set that the job's worker may read and add; null: none. Whoever can put files beside pip and its Python decides what it installs, so a job gets none whose template writes
    /// files anywhere but into its working directory, or has a say in the pod's file systems and rights.
    /// </summary>
    public static string? Of(ActivityOrder order) =>
        order.Job.Files.Any(file => Path.IsPathRooted(file.Path)) || order.Volumes is { Count: > 0 } || order.Job.Volumes.Count > 0 || order.Pod is { Template: not null } or { Privileged: true } or { ReadOnlyRootFileSystem: false }
            ? null
            : PackageSet.HashOf(order.Job);
}
