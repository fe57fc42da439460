using System.Reflection;
using Actors.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Environments;

/// <summary>Binds the environment of a path.</summary>
/// <param name="Scope">The environment.</param>
internal sealed record EnvironmentScopeBinding(EnvironmentScope Scope)
{
    /// <summary>Called by the framework for parameters of this type.</summary>
    public static ValueTask<EnvironmentScopeBinding?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<EnvironmentScopeBinding?>(new(new EnvironmentScope(
        context.GetRouteValue("project") as string ?? "", context.GetRouteValue("name") as string ?? "",
        context.RequestServices.GetRequiredService<IOptions<ActorsOptions>>(), context.RequestServices.GetRequiredService<IGrainFactory>())));
}
