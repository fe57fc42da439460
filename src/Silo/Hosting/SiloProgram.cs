using Actors.Silo.Configuration;
using Actors.Silo.Quickstart;
using Actors.Silo.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Hosting;

/// <summary>Runs a silo from start to end.</summary>
public static partial class SiloProgram
{
    /// <summary>Runs a silo until it is asked to end, or the quickstart has ended.</summary>
    /// <param name="command">What the command line asks for.</param>
    /// <param name="cancellationToken">Ends the silo.</param>
    /// <returns>The exit code: 0, or 1 when it could not start or the quickstart failed.</returns>
    public static async Task<int> RunAsync(SiloCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        try
        {
            await using var app = ActorsHost.Build(await QuickstartEngine.PrepareAsync(command, cancellationToken));
            await app.StartAsync(cancellationToken);
            var options = app.Services.GetRequiredService<IOptions<ActorsOptions>>().Value;
            LogStarted(app.Logger, options);
            if (command.Quickstart is null)
            {
                // The quickstart prints them when it has come to its end.
                await StartMessage.PrintAsync(options, app.Services.GetRequiredService<AdminToken>());
            }

            try
            {
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(
                    cancellationToken, app.Services.GetRequiredService<StopSignals>().Requested, app.Lifetime.ApplicationStopping);
                return await StayUpAsync(app, command, ending.Token);
            }
            catch (Exception e) when (Explain(e) is not null)
            {
                // Told before the silo is stopped, which takes a while.
                return await TellAsync(e);
            }
            finally
            {
                // Stopped before it is disposed, whatever happened: workers are stopped and the cluster is left in good order.
                await app.StopAsync(CancellationToken.None);
            }
        }
        catch (Exception e) when (Explain(e) is not null)
        {
            return await TellAsync(e);
        }
    }

    private static async Task<int> StayUpAsync(WebApplication app, SiloCommand command, CancellationToken ending)
    {
        var code = command.Quickstart is null ? 0 : await QuickstartRunner.RunAsync(app, command, ending);
        if (!command.Exit)
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = ending.Register(() => asked.TrySetResult());
            await asked.Task;
        }

        return code;
    }

    private static async Task<int> TellAsync(Exception exception)
    {
        await Console.Error.WriteLineAsync($"actors-silo: {Explain(exception)}");
        return 1;
    }

    /// <summary>One line for failures that an operator can mend; null for others, whose stack trace is wanted.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        StartupException e => e.Message,
        OptionsValidationException e => string.Join(Environment.NewLine, e.Failures),
        AddressInUseException e => $"{e.Message} Choose other ports (--Actors:Urls, --Actors:WorkerListen).",
        IOException { InnerException: AddressInUseException } e => $"{e.Message} Choose other ports (--Actors:Urls, --Actors:WorkerListen).",
        UnauthorizedAccessException or IOException => exception.Message,
        AggregateException e when e.InnerExceptions.Count > 0 => Explain(e.InnerExceptions[0]),
        _ when exception.InnerException is { } inner => Explain(inner),
        _ => null,
    };

    private static void LogStarted(ILogger logger, ActorsOptions options) =>
        LogStarted(logger, options.Roles, string.Join(' ', options.UrlList), string.Join(' ', options.WorkerListenList), options.DataFolder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Silo ({Roles}) is up: {Urls}, workers at {WorkerListen}, data in {Data}")]
    private static partial void LogStarted(ILogger logger, string roles, string urls, string workerListen, string data);
}
