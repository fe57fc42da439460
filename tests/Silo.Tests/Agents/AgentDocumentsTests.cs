using System.Text.Json.Nodes;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Queues;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.Silo.Tests.Agents;

[Collection<SiloCollection>]
public sealed class AgentDocumentsTests(SiloFixture silo)
{
    private const string Name = "idle";
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Agents => $"/apis/gitops.k8smgmt.io/v3/projects/{_project}/agents";

    [Fact]
    public async Task List_AgentsThatNobodySpokeTo_WakesNone()
    {
        await ApplyAsync();

        Assert.Equal("Offline", await ListedStateAsync());
        Assert.False(await IsAwakeAsync());
    }

    [Fact]
    public async Task List_AgentWhoseQueueIsAwake_AsksIt()
    {
        await ApplyAsync();
        await Queue.SetDrainingAsync(true);

        Assert.Equal("Draining", await ListedStateAsync());
    }

    [Fact]
    public async Task List_DrainedAgentWhoseQueueSleeps_SaysDrainingAndWakesNone()
    {
        await ApplyAsync();
        await silo.App.Services.GetRequiredKeyedService<IGrainStorage>("actors")
            .WriteStateAsync("state", Queue.GetGrainId(), new GrainState<DrainedQueue> { State = new() });

        Assert.Equal("Draining", await ListedStateAsync());
        Assert.False(await IsAwakeAsync());
    }

    private IGrainFactory Grains => silo.App.Services.GetRequiredService<IGrainFactory>();

    private IAgentQueueGrain Queue => Grains.GetGrain<IAgentQueueGrain>(ActorKey.Of("default", _project, Name).Value);

    private async Task<bool> IsAwakeAsync() => await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(Queue, Cancellation) is not null;

    private async Task ApplyAsync()
    {
        using var admin = silo.Admin();
        using var applied = await admin.PostAsync(new Uri(Agents, UriKind.Relative),
            SiloFixture.Yaml($"apiVersion: gitops.k8smgmt.io/v3\nkind: Agent\nmetadata:\n  name: {Name}\nspec:\n  type: Docker\n  active: true\n"), Cancellation);
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<string> ListedStateAsync()
    {
        using var admin = silo.Admin();
        var list = JsonNode.Parse(await admin.GetStringAsync(new Uri(Agents, UriKind.Relative), Cancellation))!;
        return Assert.Single(list["items"]!.AsArray())!["status"]!["state"]!.GetValue<string>();
    }

    /// <summary>What the store's index says of a drained queue.</summary>
    private sealed record DrainedQueue : IIndexedState
    {
        public StateIndex GetIndex() => new("Draining", Open: false);
    }
}
