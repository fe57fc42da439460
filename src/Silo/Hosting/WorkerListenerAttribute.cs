namespace Actors.Silo.Hosting;

/// <summary>Metadata of an endpoint that answers on the worker listener, and only there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WorkerListenerAttribute : Attribute;
