using Actors.Silo.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Actors.Silo.Hosting;

/// <summary>One line per event on standard error, so that standard output stays for what a person asked for.</summary>
public static class ConsoleLogging
{
    /// <summary>Adds logging; what the configuration says under <c>Logging</c> goes before these defaults.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="command">What the command line asks for: a quickstart logs less, its table is the message.</param>
    public static void AddConsoleLogging(this WebApplicationBuilder builder, SiloCommand command)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(command);
        builder.Logging.ClearProviders();
        var formatter = builder.Configuration["Logging:Console:FormatterName"] ?? LineFormatter.FormatterName;
        builder.Logging.AddConsole(console => console.FormatterName = formatter).AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        // Seen where scopes are: in JSON, with IncludeScopes.
        builder.Logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(command.Quickstart is null ? LogLevel.Information : LogLevel.Warning);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.Warning).AddFilter("Actors.Silo.Security.ActorsAuthenticationHandler", LogLevel.Warning);

        // A first look at the product does not depend on whether as many workers as its sample allows would fit on this machine.
        builder.Logging.AddFilter("Actors.Grains.Agents.CapacityWatch", command.Quickstart is null ? LogLevel.Information : LogLevel.Error);

        // On a busy machine the watchdog only repeats that it is busy, and the silo that it could have another garbage collector.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error).AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    }
}
