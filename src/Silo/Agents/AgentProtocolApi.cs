using System.Security.Claims;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Grains.Queues;
using Actors.Silo.Api;
using Actors.Silo.Security;
using Microsoft.AspNetCore.Mvc;

namespace Actors.Silo.Agents;

/// <summary><c>/agents/v1</c>: the agent protocol over HTTP. A token opens it for its own agent only.</summary>
public static class AgentProtocolApi
{
    private const int MaxBody = 1 << 20;
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapAgentApi(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var agents = app.MapGroup("/agents/v1").RequireAuthorization(ActorsAuthentication.AgentPolicy).WithMetadata(new RequestSizeLimitAttribute(MaxBody));
        agents.WithRequestTimeout(PollTimeout);
        agents.MapPost("/register", (RegisterRequest request, HttpContext context, IGrainFactory grains) =>
            Queue(context, grains, request.Agent).RegisterAsync(request, context.RequestAborted));
        agents.MapPost("/poll", (PollRequest request, HttpContext context, IGrainFactory grains) =>
            CheckedAsync(() => Queue(context, grains, request.Agent).PollAsync(request, context.RequestAborted)));
        agents.MapPost("/exit", (ExitReport request, HttpContext context, IGrainFactory grains) =>
            CheckedAsync(() => Queue(context, grains, request.Agent).ReportExitAsync(request, context.RequestAborted)));
    }

    private static async Task<T> CheckedAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ArgumentException e)
        {
            throw ApiException.Invalid(e.Message);
        }
    }

    private static IAgentQueueGrain Queue(HttpContext context, IGrainFactory grains, string agent)
    {
        var bound = context.User.FindFirstValue(ActorsAuthentication.AgentClaim);
        if (bound is not null && bound != agent)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "The token is bound to another agent.");
        }

        return IsAgentKey(agent) ? grains.GetGrain<IAgentQueueGrain>(agent) : throw ApiException.Invalid("'agent' must be the agent's key: organisation/project/agent.");
    }

    private static bool IsAgentKey(string? agent)
    {
        if (agent is null || agent.Count(c => c == '/') != 2)
        {
            return false;
        }

        try
        {
            return ActorKey.Parse(agent).Value == agent;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
