using Actors.Contracts.Runtimes;
using Actors.Runtimes.Docker;
using Actors.Runtimes.Kubernetes;
using Actors.Runtimes.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Actors.Runtimes;

/// <summary>Registers runtimes.</summary>
public static class RuntimeServices
{
    /// <summary>Adds the runtime <c>process</c> as an <see cref="IWorkerRuntimeFactory"/>. Needs logging.</summary>
    public static IServiceCollection AddProcessRuntime(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkerRuntimeFactory, ProcessRuntimeFactory>());
        return services;
    }

    /// <summary>Adds the runtime <c>docker</c> as an <see cref="IWorkerRuntimeFactory"/>. Needs logging.</summary>
    public static IServiceCollection AddDockerRuntime(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkerRuntimeFactory, DockerRuntimeFactory>());
        return services;
    }

    /// <summary>Adds the runtime <c>kubernetes</c> as an <see cref="IWorkerRuntimeFactory"/>. Needs logging.</summary>
    public static IServiceCollection AddKubernetesRuntime(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkerRuntimeFactory, KubernetesRuntimeFactory>());
        return services;
    }
}
