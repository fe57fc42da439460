using Actors.Contracts.Identity;

namespace Actors.Grains.Activities;

/// <summary>
/// Where the plans of OpenTofu are kept: beside the runs of their environment, as they stay as long as the history and the logs do, and not only as long as the artifacts that travel between activities.
/// </summary>
public static class KeptPlans
{
    private const string Name = "plans";
    private const int EnvironmentDepth = 3;

    /// <summary>The owner of the files of an activity's plan, or what all plans of a run are below.</summary>
    /// <param name="key">Key of the activity, or of the run.</param>
    public static string Of(string key)
    {
        var segments = ActorKey.Parse(key).Segments;
        return ActorKey.Of([.. segments.Take(EnvironmentDepth), Name, .. segments.Skip(EnvironmentDepth)]).Value;
    }

    /// <summary>Whether an owner of artifacts is one of a plan.</summary>
    /// <param name="owner">The key.</param>
    public static bool Has(string owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var segments = owner.Split('/');
        return segments.Length > EnvironmentDepth && segments[EnvironmentDepth] == Name;
    }
}
