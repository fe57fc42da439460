using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Actors.Silo.Tests.Workers;

/// <summary>The agent <c>one</c> of a project, whose environments the test runs.</summary>
internal sealed class AgentUnderTest(SiloFixture silo, string project)
{
    private const int Slots = 4;
    private const int MostPolls = 10;
    private long? _epoch;
    private int _polls;

    /// <summary>Key of the agent.</summary>
    public string Key { get; } = ActorKey.Of("default", project, "one").Value;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IGrainFactory Grains => silo.App.Services.GetRequiredService<IGrainFactory>();

    private IAgentQueueGrain Queue => Grains.GetGrain<IAgentQueueGrain>(Key);

    /// <summary>Deploys an environment; returns the run.</summary>
    public async Task<string> DeployAsync(string environment)
    {
        await RegisterAsync();
        var answer = await Grains.GetGrain<IEnvironmentGrain>(ActorKey.Of("default", project, environment).Value).StartRunAsync(new("deploy", null, "test"));
        Assert.True(answer.Run is not null, answer.Message);
        return answer.Run;
    }

    /// <summary>Orders an activity of a run in another way than the run did, and leases it.</summary>
    public async Task<ActivityLease> TakeAsync(ActivityOrder order)
    {
        await RegisterAsync();
        var grain = Grains.GetGrain<IActivityGrain>(order.Spec.Key);
        await Until.TrueAsync(async () => await grain.GetState() is { State: ActivityStatus.Queued }, "the activity was not created in time");
        // While it is queued, the order that comes last counts.
        await grain.CreateAsync(order);
        for (var tries = 0; tries < MostPolls; tries++)
        {
            var answer = await Queue.PollAsync(new(Key, _epoch!.Value, ++_polls, Slots, []), Cancellation);
            if (answer.Leases.FirstOrDefault(lease => lease.Attempt.Activity == order.Spec.Key) is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException($"No poll of {Key} brought the lease of {order.Spec.Key}.");
    }

    private async Task RegisterAsync()
    {
        if (_epoch is not null)
        {
            return;
        }

        var registered = await Queue.RegisterAsync(new(Key, "engine", "test", [AgentProtocol.Version], null, Guid.NewGuid().ToString("N")), Cancellation);
        Assert.True(registered.Accepted, registered.Refusal);
        _epoch = registered.Epoch;
    }
}
