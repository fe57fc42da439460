using Actors.Grains.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Actors.Grains.Agents;

/// <summary>Adds the agent plane to a silo.</summary>
public static class AgentPlaneExtensions
{
    /// <summary>
    /// Adds the agents of the section <c>Actors</c>: their grains live on this silo from then on. The runtimes come from the registered
    /// <see cref="Contracts.Runtimes.IWorkerRuntimeFactory"/> services.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="actors">The section; null: <c>Actors</c> of the silo's configuration.</param>
    public static ISiloBuilder AddAgentPlane(this ISiloBuilder silo, IConfiguration? actors = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var section = actors ?? silo.Configuration.GetSection("Actors");
        var services = silo.Services;
        services.AddOptions<AgentPlaneOptions>().Configure(o => Bind(section, o)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AgentPlaneOptions>, AgentPlaneOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAgentEngines, AgentEngines>();
        services.TryAddSingleton<IControllerLinks, ControllerLinks>();
        services.AddSingleton<AgentPresence>().AddSingleton<IAgentPlanes, AgentPlanes>().AddSingleton<AgentRefuge>();
        services.AddGrainService<AgentPlaneService>();
        services.AddHostedService<AgentSupervisor>();
        services.AddPlacementFilter<AgentPlacementStrategy, AgentPlacementDirector>(ServiceLifetime.Singleton);

        var options = new AgentPlaneOptions();
        Bind(section, options);
        return silo.UseSiloMetadata(new Dictionary<string, string> { [AgentPlacementStrategy.MetadataKey] = string.Join(',', options.Keys) });
    }

    /// <exception cref="InvalidOperationException">A value cannot be read; the message names its setting.</exception>
    private static void Bind(IConfiguration section, AgentPlaneOptions options)
    {
        section.Bind(options);
        foreach (var own in section.GetSection("Agents").GetChildren())
        {
            // Once more by itself: of a dictionary the binder leaves out what it cannot read, and says nothing.
            var again = new AgentOptions();
            own.Bind(again);
            options.Agents[own.Key] = again;
            if (own.GetSection(nameof(AgentOptions.Sizes)).GetChildren().FirstOrDefault(size => size.Value is { Length: > 0 }) is { } flat)
            {
                throw new InvalidOperationException($"{flat.Path} is '{flat.Value}'. Give {flat.Path}:Cpu and {flat.Path}:Memory.");
            }
        }

        foreach (var (name, agent) in options.Agents)
        {
            agent.GitSchemes = Listed(section, $"Agents:{name}:GitSchemes") ?? agent.GitSchemes;
            agent.HttpAllow = Listed(section, $"Agents:{name}:HttpAllow") ?? agent.HttpAllow;
            agent.Values = section.GetSection($"Agents:{name}").AsEnumerable(makePathsRelative: true).ToDictionary(StringComparer.OrdinalIgnoreCase);
        }
    }
    private static string? Listed(IConfiguration section, string key)
    {
        var values = section.GetSection(key).GetChildren().Select(child => child.Value).ToArray();
        return values.Length > 0 ? string.Join(',', values) : null;
    }
}
