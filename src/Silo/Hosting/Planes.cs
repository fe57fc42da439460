using System.Runtime.InteropServices;
using Actors.Contracts.Storage;
using Actors.Grains.Agents;
using Actors.Grains.Hosting;
using Actors.Runtimes;
using Actors.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Hosting;

/// <summary>The planes that a silo hosts.</summary>
public static class Planes
{
    /// <summary>Adds the planes that the settings name.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">The settings.</param>
    public static void AddPlanes(this ISiloBuilder silo, IConfiguration configuration, ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(options);
        var section = configuration.GetSection(ActorsOptions.Section);
        if (options.HostsController)
        {
            silo.Services.AddSingleton(ReadInstallation);
            // Read once ahead, so that a value that cannot be read ends the start before anything runs.
            Configure(new(), section, options);
            silo.AddControllerPlane(controller => Configure(controller, section, options));
        }
        else
        {
            silo.Services.AddWireSerializer();
        }

        if (options.HostsAgents)
        {
            silo.Services.AddProcessRuntime().AddDockerRuntime().AddKubernetesRuntime();
            try
            {
                silo.AddAgentPlane(section);
            }
            catch (InvalidOperationException e)
            {
                throw new StartupException($"{e.Message} {e.InnerException?.Message}".Trim(), e);
            }
        }
    }

    /// <summary>Holds the settings of the agents to what can work, before anything of the silo runs.</summary>
    /// <param name="services">The silo's services.</param>
    /// <exception cref="StartupException">They cannot work.</exception>
    public static void CheckAgents(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        try
        {
            _ = services.GetRequiredService<IOptions<AgentPlaneOptions>>().Value;
        }
        catch (OptionsValidationException e)
        {
            throw new StartupException(string.Join(Environment.NewLine, e.Failures), e);
        }
    }

    /// <summary>Opens the store and reads the installation, from whose key tickets and tokens are derived. To be asked for while the silo starts.</summary>
    private static Installation ReadInstallation(IServiceProvider services)
    {
        var store = services.GetRequiredService<IInstallationStore>();
        try
        {
            // On the thread pool: whoever asks first must not wait for a continuation on its own scheduler.
            return Task.Run(() => store.GetOrCreateAsync(CancellationToken.None)).GetAwaiter().GetResult();
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException(e.Message, e);
        }
    }

    private static void Configure(ControllerOptions controller, IConfigurationSection section, ActorsOptions options)
    {
        controller.Organisation = options.Organisation;
        controller.Lease = Read(section, nameof(controller.Lease), controller.Lease);
        controller.PollWait = Read(section, nameof(controller.PollWait), controller.PollWait);
        controller.Silence = Read(section, nameof(controller.Silence), controller.Silence);
        controller.ApplySilence = Read(section, nameof(controller.ApplySilence), controller.ApplySilence);
        controller.KeepRuns = Read(section, nameof(controller.KeepRuns), controller.KeepRuns);
        controller.Tofu = options.Tofu.Release(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64");
    }

    private static T Read<T>(IConfigurationSection section, string key, T standard)
    {
        try
        {
            return section.GetValue(key, standard)!;
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException($"{ActorsOptions.Section}:{key} is '{section[key]}', which is no {typeof(T).Name}. Write it like {standard}.", e);
        }
    }
}
