using System.Text.Json.Nodes;
using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Grains.Queues;
using Actors.Silo.Api;
using Actors.Silo.Security;

namespace Actors.Silo.Agents;

/// <summary>What people do with agents: drain, resume, tokens.</summary>
public static class AgentAdminApi
{
    private const int MaxTokens = 20;

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapAgentAdministration(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapPost(AgentScopeBinding.Path + "/drain", (AgentScopeBinding agent, IGrainFactory grains) => DrainAsync(agent, grains, draining: true));
        app.MapPost(AgentScopeBinding.Path + "/resume", (AgentScopeBinding agent, IGrainFactory grains) => DrainAsync(agent, grains, draining: false));
        app.MapPost(AgentScopeBinding.Path + "/tokens", CreateTokenAsync);
        app.MapGet(AgentScopeBinding.Path + "/tokens", ListTokensAsync);
        app.MapDelete(AgentScopeBinding.Path + "/tokens/{id}", DeleteTokenAsync);
    }

    private static async Task<IResult> DrainAsync(AgentScopeBinding agent, IGrainFactory grains, bool draining)
    {
        var queue = grains.GetGrain<IAgentQueueGrain>(agent.Key.Value);
        await queue.SetDrainingAsync(draining);
        return Results.Json(AgentDocuments.View(await queue.GetState()), ApiJson.Default.Options);
    }

    private static async Task<IResult> CreateTokenAsync(AgentScopeBinding agent, HttpResponse response, IAgentTokenStore tokens, TimeProvider clock, CancellationToken cancellationToken)
    {
        if ((await tokens.ListUnderAsync(agent.Key.Value, cancellationToken)).Count >= MaxTokens)
        {
            throw ApiException.Conflict($"Agent '{agent.Name}' has {MaxTokens} tokens already. Delete one that is not used any more.");
        }

        var token = AgentTokens.New();
        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        await tokens.AddAsync(new(id, agent.Key.Value, AgentTokens.Hash(token), clock.GetUtcNow()), cancellationToken);
        response.Headers.CacheControl = "no-store";
        return Results.Json(new CreatedToken(id, token), ApiJson.Default.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListTokensAsync(AgentScopeBinding agent, IAgentTokenStore tokens, CancellationToken cancellationToken)
    {
        var found = await tokens.ListUnderAsync(agent.Key.Value, cancellationToken);
        return Results.Json(new JsonObject
        {
            ["kind"] = "TokenList",
            ["metadata"] = new JsonObject { ["count"] = found.Count, ["limit"] = MaxTokens, ["offset"] = 0 },
            ["items"] = new JsonArray([.. found.Select(token => new JsonObject { ["id"] = token.Id, ["createdAt"] = token.CreatedAt.UtcDateTime })]),
        });
    }

    private static async Task<IResult> DeleteTokenAsync(AgentScopeBinding agent, string id, IAgentTokenStore tokens, CancellationToken cancellationToken)
    {
        // Only a token of this agent: an id alone must not reach into another project.
        var own = (await tokens.ListUnderAsync(agent.Key.Value, cancellationToken)).Any(token => token.Id == id);
        return own && await tokens.DeleteAsync(id, cancellationToken)
            ? Results.NoContent()
            : throw ApiException.NotFound($"Agent '{agent.Name}' has no token '{id}'.");
    }
}
