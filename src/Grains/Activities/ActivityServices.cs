using Actors.Contracts.Identity;
using Actors.Contracts.Storage;

namespace Actors.Grains.Activities;

/// <summary>What activities use outside of themselves.</summary>
internal sealed record ActivityServices(IGrainFactory Grains, ITofuStateStore States, Installation Installation)
{
    /// <summary>Time that engines leave a worker beyond its timeout: the worker itself is to end first.</summary>
    public static readonly TimeSpan DeadlineSlack = TimeSpan.FromMinutes(2);

    private const int EnvironmentDepth = 3;

    /// <summary>Key of the environment that an activity belongs to.</summary>
    public static string EnvironmentKeyOf(string activity) => string.Join('/', activity.Split('/').Take(EnvironmentDepth));

    /// <summary>Key of the OpenTofu state of a resource.</summary>
    public static string StateKeyOf(string activity, string resource) => ActorKey.Parse(EnvironmentKeyOf(activity)).Child(resource).Value;
}
