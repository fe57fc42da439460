using System.Collections.Concurrent;
using Actors.Contracts.Agents;
using Actors.Grains.Agents;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Links;

/// <summary>Makes the link of each agent as the configuration says, and keeps it.</summary>
public sealed class ControllerLinks(IGrainFactory grains, IOptions<AgentPlaneOptions> options, TimeProvider clock) : IControllerLinks, IDisposable
{
    private readonly ConcurrentDictionary<string, IControllerLink> _links = new(StringComparer.Ordinal);
    private readonly Lazy<HttpClient> _http = new(() => HttpControllerLink.CreateClient(options.Value.ControllerCaFile));

    /// <inheritdoc/>
    public IControllerLink For(string agent) => _links.GetOrAdd(agent, Make);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private IControllerLink Make(string agent)
    {
        var plane = options.Value;
        var (name, settings) = plane.Find(agent);
        return string.IsNullOrEmpty(plane.Controller)
            ? new GrainControllerLink(grains)
            : new HttpControllerLink(_http.Value, new Uri(plane.Controller, UriKind.Absolute), name, settings.TokenFile, clock);
    }
}
