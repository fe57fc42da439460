using Actors.Contracts.Api;
using Actors.Silo.Api;

namespace Actors.Silo.Hosting;

/// <summary>Keeps the two listeners apart: to one, the endpoints of the other do not exist. Runs after routing, before authentication.</summary>
public sealed class ListenerGuard(RequestDelegate next)
{
    /// <summary>Answers 404 to what is not of this listener.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When answered.</returns>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var workers = context.Features.Get<ListenerFeature>()?.Kind == ListenerKind.Workers;
        var endpoint = context.GetEndpoint();
        var forWorkers = endpoint?.Metadata.GetMetadata<WorkerListenerAttribute>() is not null;
        return workers == forWorkers || (!workers && endpoint is null)
            ? next(context)
            : ErrorBody.WriteAsync(context, StatusCodes.Status404NotFound, ErrorCodes.NotFound, $"There is nothing at {context.Request.Path} on this listener.");
    }
}
