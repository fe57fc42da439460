using Actors.Silo.Configuration;

namespace Actors.Silo.Hosting;

/// <summary>How long a silo takes at most to end in good order. A second signal ends it at once.</summary>
public static class StopTime
{
    /// <summary>Without workers to stop.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>With workers to stop: more than their longest grace, the two minutes of OpenTofu, so that they can save their state and report.</summary>
    public static readonly TimeSpan WithWorkers = TimeSpan.FromSeconds(150);

    /// <summary>The time for a configuration.</summary>
    /// <param name="configuration">The silo's configuration.</param>
    /// <returns>The time.</returns>
    public static TimeSpan Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.GetSection($"{ActorsOptions.Section}:Agents").GetChildren().Any(agent => agent.GetValue("StopWorkersOnShutdown", false)) ? WithWorkers : Usual;
    }
}
