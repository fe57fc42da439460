using Actors.Contracts.Agents;
using Actors.Grains.Queues;

namespace Actors.Grains.Links;

/// <summary>The way to a controller in the same cluster: grain calls.</summary>
public sealed class GrainControllerLink(IGrainFactory grains) : IControllerLink
{
    /// <inheritdoc/>
    public Task<RegisterResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Queue(request.Agent).RegisterAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PollResponse> PollAsync(PollRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Queue(request.Agent).PollAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ExitResponse> ReportExitAsync(ExitReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Queue(report.Agent).ReportExitAsync(report, cancellationToken);
    }

    private IAgentQueueGrain Queue(string agent) => grains.GetGrain<IAgentQueueGrain>(agent);
}
