using Actors.Contracts.Runtimes;

namespace Actors.Cluster.Deployments;

/// <summary>The images of this version that are no workers.</summary>
internal static class Images
{
    public static string Silo => $"actors/silo:{WorkerImages.Tag}";

    public static string PostgreSql => $"actors/postgresql:{WorkerImages.Tag}";
}
