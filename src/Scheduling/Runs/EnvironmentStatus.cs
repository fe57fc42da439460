using System.Text.Json.Serialization;

namespace Actors.Scheduling.Runs;

/// <summary>Where an environment is; follows from its runs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnvironmentStatus>))]
public enum EnvironmentStatus
{
    /// <summary>No run yet.</summary>
    NotDeployed = 0,
    /// <summary>A deploy is open.</summary>
    Deploying,
    /// <summary>The last deploy succeeded.</summary>
    Deployed,
    /// <summary>The last deploy failed or was cancelled.</summary>
    DeployFailed,
    /// <summary>A destroy is open.</summary>
    Destroying,
    /// <summary>The last destroy succeeded.</summary>
    Destroyed,
    /// <summary>The last destroy failed or was cancelled.</summary>
    DestroyFailed,
}
