namespace Actors.Silo.Security;

/// <summary>Finds the calling worker.</summary>
public static class WorkerCallerExtensions
{
    /// <summary>The worker that calls; there is one behind the worker policy.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The worker.</returns>
    public static WorkerCaller GetWorkerCaller(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<WorkerCaller>() ?? throw new InvalidOperationException("The endpoint lacks the worker policy.");
    }
}
