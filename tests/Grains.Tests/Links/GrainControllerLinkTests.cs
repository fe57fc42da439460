using System.Reflection;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Grains.Links;
using Actors.Grains.Queues;

namespace Actors.Grains.Tests.Links;

public sealed class GrainControllerLinkTests : ControllerLinkKit
{
    public GrainControllerLinkTests()
    {
        var grains = DispatchProxy.Create<IGrainFactory, OneQueue>();
        ((OneQueue)grains).Queue = new Queue(Controller);
        Link = new GrainControllerLink(grains);
    }

    protected override IControllerLink Link { get; }

    /// <summary>A grain factory that has the queue of one agent.</summary>
    public class OneQueue : DispatchProxy
    {
        internal IAgentQueueGrain? Queue { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod?.Name, args?[0]) is (nameof(IGrainFactory.GetGrain), Agent)
            ? Queue
            : throw new InvalidOperationException($"{targetMethod?.Name}({args?[0]}) was not expected.");
    }

    private sealed class Queue(IControllerLink controller) : IAgentQueueGrain
    {
        public Task<RegisterResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default) => controller.RegisterAsync(request, cancellationToken);

        public Task<PollResponse> PollAsync(PollRequest request, CancellationToken cancellationToken = default) => controller.PollAsync(request, cancellationToken);

        public Task<ExitResponse> ReportExitAsync(ExitReport report, CancellationToken cancellationToken = default) => controller.ReportExitAsync(report, cancellationToken);

        public Task<OfferAnswer> OfferAsync(ActivityOffer offer) => throw new InvalidOperationException("No agent offers.");

        public Task WithdrawAsync(string activity) => throw new InvalidOperationException("No agent withdraws.");

        public Task OverAsync(AttemptId attempt) => throw new InvalidOperationException("No agent ends attempts.");

        public Task CancelAttemptAsync(AttemptId attempt) => throw new InvalidOperationException("No agent cancels.");

        public Task SetDrainingAsync(bool draining) => throw new InvalidOperationException("No agent drains.");

        public Task<AgentQueueSnapshot> GetState() => throw new InvalidOperationException("No agent reads the queue.");
    }
}
