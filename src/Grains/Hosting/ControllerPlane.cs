using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Grains.Catalog;
using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Actors.Grains.Security;
using Actors.Scheduling;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Serialization;

namespace Actors.Grains.Hosting;

/// <summary>Registers the controller plane on a silo.</summary>
public static class ControllerPlane
{
    /// <summary>Name of the grain storage provider that the silo must register.</summary>
    public const string Storage = "actors";

    /// <summary>
    /// Adds the controller's grains and their supervisor. The silo registers the stores of <see cref="Contracts.Storage"/>, the <see cref="Installation"/>, a
    /// <see cref="TimeProvider"/> and grain storage named <see cref="Storage"/>.
    /// </summary>
    public static ISiloBuilder AddControllerPlane(this ISiloBuilder silo, Action<ControllerOptions> configure)
    {
        silo.Services.AddOptions<ControllerOptions>().Configure(configure).ValidateOnStart();
        silo.Services.AddSingleton<IValidateOptions<ControllerOptions>, ControllerOptionsValidator>();
        silo.Services.AddSingleton(services => new SchedulingOptions { Lease = services.GetRequiredService<IOptions<ControllerOptions>>().Value.Lease });
        silo.Services.AddSingleton(services => new ActivityMachine(services.GetRequiredService<SchedulingOptions>()));
        silo.Services.AddSingleton(services => new RunMachine(services.GetRequiredService<SchedulingOptions>()));
        silo.Services.AddSingleton<WorkerTokens>().AddSingleton<CatalogLoader>();
        silo.Services.AddSingleton<ActivityServices>().AddSingleton<EnvironmentServices>().AddSingleton<QueueServices>();
        silo.Services.AddHostedService<ControllerSupervisor>();
        silo.Services.AddWireSerializer();
        return silo;
    }

    /// <summary>Records of Contracts and Scheduling cross between silos as JSON, their exceptions as Orleans does it; every silo of a cluster needs this.</summary>
    public static IServiceCollection AddWireSerializer(this IServiceCollection services) => services
        .Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.UnionWith([nameof(Actors), "Npgsql"]))
        .AddSerializer(builder => builder.AddJsonSerializer(
            type => !type.IsAssignableTo(typeof(Exception)) && (type.Assembly == typeof(ActorKey).Assembly || type.Assembly == typeof(SchedulingOptions).Assembly), StateJson.Options));
}
