using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Grains.Queues;
using Actors.Silo.Api;
using Actors.Silo.Documents;
using Actors.Templates.Kinds;

namespace Actors.Silo.Agents;

/// <summary>Status of agents, and what their deletion takes along.</summary>
internal sealed class AgentDocuments(IGrainFactory grains, IStateIndex index, IAgentTokenStore tokens) : IDocumentStatus, IDeleteRule
{
    /// <inheritdoc cref="IDocumentStatus.Kind"/>
    public string Kind => KindNames.Agent;

    /// <summary>An agent's session as the API shows it.</summary>
    public static AgentStatusView View(AgentQueueSnapshot snapshot) => new()
    {
        State = snapshot.State, Engine = snapshot.Engine, Runtime = snapshot.Runtime, Epoch = snapshot.Epoch, Slots = snapshot.Slots, LastSeenAt = snapshot.LastSeenAt,
        Held = [.. snapshot.Held.Select(attempt => new HeldAttempt(attempt.Activity, attempt.Number))],
        Capacity = AgentCapacity.View(snapshot),
    };

    /// <inheritdoc/>
    public async Task<JsonNode?> GetAsync(DocumentScope scope, string name, bool brief, CancellationToken cancellationToken)
    {
        var queue = Queue(scope, name);

        // The queue of an agent that polls is awake; a list wakes none of the others.
        var asleep = brief && await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(queue, cancellationToken) is null;
        var view = asleep ? await AsleepAsync(scope.Actor(name).Value, cancellationToken) : View(await queue.GetState());
        return JsonSerializer.SerializeToNode(view, ApiJson.Default.AgentStatusView);
    }

    /// <inheritdoc/>
    public async Task BeforeDeleteAsync(DocumentScope scope, string name, CancellationToken cancellationToken)
    {
        var state = await Queue(scope, name).GetState();
        if (state.Held.Count > 0)
        {
            throw ApiException.Conflict($"Agent '{name}' still has {state.Held.Count} workers. Drain it (actors drain agent {name}) and wait until they have ended.");
        }

        foreach (var token in await tokens.ListUnderAsync(scope.Actor(name).Value, cancellationToken))
        {
            await tokens.DeleteAsync(token.Id, cancellationToken);
        }
    }

    private async Task<AgentStatusView> AsleepAsync(string key, CancellationToken cancellationToken)
    {
        var rows = await index.ListAsync(new() { Kind = "agentqueue", Under = key, Limit = 1, KeysOnly = true }, cancellationToken);
        return new() { State = rows.FirstOrDefault(row => row.Key == key)?.Index.Status == "Draining" ? "Draining" : "Offline" };
    }

    private IAgentQueueGrain Queue(DocumentScope scope, string name) => grains.GetGrain<IAgentQueueGrain>(scope.Actor(name).Value);
}
