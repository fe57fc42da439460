using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Api;
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

    [Fact]
    public async Task Get_AgentThatToldWhatItsEngineHas_ComparesItWithItsWorkers()
    {
        await ApplyAsync();
        var session = await Queue.RegisterAsync(new(AgentKey, "docker-id", "docker", [AgentProtocol.Version], null), Cancellation);
        Assert.Null((await StatusAsync())["capacity"]);

        await Queue.PollAsync(new(AgentKey, session.Epoch, 1, 10, [], new()
        {
            Capacity = new() { CpuMillis = 2000, MemoryBytes = 24L << 30, UsedCpuMillis = 750, UsedMemoryBytes = 1 << 30, Workers = 2, LimitsEnforced = true, Note = "a note" },
            Sizes = new Dictionary<WorkerKind, WorkerSize> { [WorkerKind.Git] = new(250, 512 << 20), [WorkerKind.OpenTofu] = new(500, 1 << 30) },
        }), Cancellation);

        var status = await StatusAsync();
        Assert.Equal(("docker", "docker-id"), (status["runtime"]!.GetValue<string>(), status["engine"]!.GetValue<string>()));
        var capacity = status["capacity"].Deserialize(ApiJson.Default.AgentCapacityView)!;
        Assert.Equal((2000L, 24L << 30, 750L, 2, true, "a note"), (capacity.CpuMillis, capacity.MemoryBytes, capacity.UsedCpuMillis, capacity.Workers, capacity.LimitsEnforced, capacity.Note));
        Assert.False(capacity.Fits);
        Assert.Equal(
            "10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine has 2 cores and 24 GiB: set numWorkers to 3, or give the engine 4 more cores", capacity.Advice);
        Assert.Equal([(WorkerKind.Git, 6L), (WorkerKind.OpenTofu, 3L)], capacity.Sizes.Select(size => (size.Kind, size.Fit!.Value)));
        Assert.NotNull(capacity.ReportedAt);
    }

    [Fact]
    public async Task Get_AgentWhoseEngineCannotBeAsked_SaysWhy()
    {
        await ApplyAsync();
        var session = await Queue.RegisterAsync(new(AgentKey, "docker-id", "docker", [AgentProtocol.Version], null), Cancellation);

        await Queue.PollAsync(new(AgentKey, session.Epoch, 1, 10, [], new() { Problem = "connection refused" }), Cancellation);

        var capacity = (await StatusAsync())["capacity"]!;
        Assert.Equal("connection refused", capacity["problem"]!.GetValue<string>());
        Assert.Null(capacity["advice"]);
    }

    private string AgentKey => ActorKey.Of("default", _project, Name).Value;

    private async Task<JsonObject> StatusAsync()
    {
        using var admin = silo.Admin();
        return JsonNode.Parse(await admin.GetStringAsync(new Uri($"{Agents}/{Name}", UriKind.Relative), Cancellation))!["status"]!.AsObject();
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
