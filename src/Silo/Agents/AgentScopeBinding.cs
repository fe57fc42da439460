using System.Reflection;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Silo.Api;
using Actors.Silo.Configuration;
using Actors.Silo.Documents;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Agents;

/// <summary>The agent that a request is about.</summary>
/// <param name="Documents">The scope of agent documents.</param>
/// <param name="Name">Name of the agent.</param>
internal sealed record AgentScopeBinding(DocumentScope Documents, string Name)
{
    /// <summary>Where the agent API is.</summary>
    public const string Path = "/apis/gitops.k8smgmt.io/v3/projects/{project}/agents/{name}";

    /// <summary>Key of the agent.</summary>
    public ActorKey Key => Documents.Actor(Name);

    /// <summary>Called by the framework for parameters of this type.</summary>
    public static async ValueTask<AgentScopeBinding?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var organisation = context.RequestServices.GetRequiredService<IOptions<ActorsOptions>>().Value.Organisation;
        var scope = DocumentScope.Of(organisation, "gitops.k8smgmt.io", "v3", context.GetRouteValue("project") as string ?? "", "agents");
        var name = context.GetRouteValue("name") as string ?? "";
        DocumentScope.CheckName("agent", name);
        return await context.RequestServices.GetRequiredService<IDocumentStore>().GetAsync(scope.Key(name), context.RequestAborted) is null
            ? throw ApiException.NotFound($"{DocumentService.NotFound(scope, name).Message} Apply its document first: what belongs to an agent is kept with it.")
            : new(scope, name);
    }
}
