using Actors.Contracts.Storage;
using Actors.Silo.Agents;
using Actors.Silo.Api;
using Actors.Silo.Configuration;
using Actors.Silo.Documents;
using Actors.Silo.Environments;
using Actors.Silo.Environments.States;
using Actors.Silo.Quickstart;
using Actors.Silo.Security;
using Actors.Silo.Telemetry;
using Actors.Silo.Workers;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace Actors.Silo.Hosting;

/// <summary>Puts a silo together.</summary>
public static class ActorsHost
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Builds a silo that is ready to be started.</summary>
    /// <param name="command">What the command line asks for.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="StartupException">It cannot start.</exception>
    public static WebApplication Build(SiloCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Configuration.AddInMemoryCollection(QuickstartSettings.For(command)).AddInMemoryCollection(command.Settings);
        var options = ReadOptions(builder.Configuration);
        Preflight.Check(options);

        builder.AddConsoleLogging(command);
        builder.ListenAsConfigured(options);
        builder.Services.AddSingleton<IOptions<ActorsOptions>>(Options.Create(options));
        builder.Services.AddSingleton<TimeProvider>(new MonotonicClock());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime.Of(builder.Configuration));
        builder.Services.AddSingleton<StopSignals>().AddSingleton<IHostLifetime>(services => services.GetRequiredService<StopSignals>());
        builder.Services.AddActorsSecurity();
        builder.AddTelemetry(options);
        // Otherwise the answer to a parameter of the wrong form does not say which one it is.
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = RequestTimeout });
        builder.AddOrleansSilo(options, silo => silo.AddPlanes(builder.Configuration, options));
        if (options.HostsController)
        {
            builder.Services.AddSingleton<DocumentService>().AddSingleton<ILaunches, LaunchReader>().AddSingleton<RunReader>().AddSingleton<EnvironmentNames>().AddSingleton<ActivityDetails>().AddSingleton<LogFollowers>().AddSingleton<TofuStates>();
            builder.Services.AddSingleton<EnvironmentDocuments>().AddSingleton<AgentDocuments>();
            builder.Services.AddSingleton<IDocumentStatus>(services => services.GetRequiredService<EnvironmentDocuments>());
            builder.Services.AddSingleton<IDocumentStatus>(services => services.GetRequiredService<AgentDocuments>());
            builder.Services.AddSingleton<IDeleteRule>(services => services.GetRequiredService<EnvironmentDocuments>());
            builder.Services.AddSingleton<IDeleteRule>(services => services.GetRequiredService<AgentDocuments>());
        }

        var app = builder.Build();
        _ = app.Services.GetRequiredService<AdminToken>();
        _ = app.Services.GetRequiredService<MetricsToken>();
        if (options.HostsAgents)
        {
            Planes.CheckAgents(app.Services);
        }

        if (options.HostsController)
        {
            _ = app.Services.GetRequiredService<Installation>();
            StoreKeys.Tell(options, app.Logger);
        }

        UnknownSettings.Tell(builder.Configuration, app.Logger);
        CertificateExpiry.Tell(options, app.Services.GetRequiredService<TimeProvider>(), app.Logger);
        if (app.Services.GetService<SiloTls>() is { } tls)
        {
            tls.Refused += app.Services.GetRequiredService<SiloRefusals>().Tell;
        }

        app.UseGuards();
        app.MapSurfaces(options);
        return app;
    }

    private static ActorsOptions ReadOptions(ConfigurationManager configuration)
    {
        var options = new ActorsOptions();
        try
        {
            configuration.GetSection(ActorsOptions.Section).Bind(options);
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException($"{e.Message} {e.InnerException?.Message}".Trim(), e);
        }

        var outcome = new ActorsOptionsValidator().Validate(null, options);
        return outcome.Succeeded ? options : throw new StartupException(string.Join(Environment.NewLine, outcome.Failures!));
    }

    private static void UseGuards(this WebApplication app)
    {
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<ForwardedProto>();
        app.UseMiddleware<HostGuard>();
        app.UseStatusCodePages(context => ErrorBody.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode,
            ErrorBody.CodeOf(context.HttpContext.Response.StatusCode), Message(context.HttpContext)));
        app.UseRouting();
        app.UseMiddleware<ListenerGuard>();
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static void MapSurfaces(this WebApplication app, ActorsOptions options)
    {
        app.MapHealth();
        app.MapLogin();
        app.MapMetrics();
        app.MapOrleansDashboard("/dashboard").RequireAuthorization();
        if (options.HostsController)
        {
            app.MapServerInfo();
            app.MapDocuments();
            app.MapEnvironments();
            app.MapLogs();
            app.MapStates();
            app.MapPlans();
            app.MapAgentAdministration();
            app.MapAgentApi();
            app.MapWorkerApi();
            app.MapQuickstartRepositories();
        }
    }

    private static string Message(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is nothing at {context.Request.Path}.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not allowed at {context.Request.Path}.",
        StatusCodes.Status504GatewayTimeout => "The answer took too long. Try again.",
        var status => $"The request was refused with status {status}.",
    };
}
