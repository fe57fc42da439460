using System.Reflection;
using Actors.Contracts.Agents;
using Actors.Grains.Links;
using Actors.Grains.Queues;

namespace Actors.Grains.Tests.Links;

public sealed class GrainControllerLinkTests : ControllerLinkKit
{
    public GrainControllerLinkTests()
    {
        var queue = DispatchProxy.Create<IAgentQueueGrain, Forwarder>();
        ((Forwarder)queue).Answer = (method, args) => method switch
        {
            nameof(IAgentQueueGrain.RegisterAsync) => Controller.RegisterAsync((RegisterRequest)args[0]!, (CancellationToken)args[1]!),
            nameof(IAgentQueueGrain.PollAsync) => Controller.PollAsync((PollRequest)args[0]!, (CancellationToken)args[1]!),
            nameof(IAgentQueueGrain.ReportExitAsync) => Controller.ReportExitAsync((ExitReport)args[0]!, (CancellationToken)args[1]!),
            _ => throw new InvalidOperationException($"No agent calls {method}."),
        };
        var grains = DispatchProxy.Create<IGrainFactory, Forwarder>();
        ((Forwarder)grains).Answer = (method, args) => (method, args[0]) is (nameof(IGrainFactory.GetGrain), Agent)
            ? queue
            : throw new InvalidOperationException($"{method}({args[0]}) was not expected.");
        Link = new GrainControllerLink(grains);
    }

    protected override IControllerLink Link { get; }

    /// <summary>Any interface, answered by one function.</summary>
    public class Forwarder : DispatchProxy
    {
        internal Func<string, object?[], object> Answer { get; set; } = (method, _) => throw new InvalidOperationException(method);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!.Name, args ?? []);
    }
}
