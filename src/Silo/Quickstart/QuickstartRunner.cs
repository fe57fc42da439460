using System.Text.Json.Nodes;
using Actors.Grains.Agents;
using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Quickstart;

/// <summary>Runs a sample through the API as any user would: apply, deploy, and with <c>--exit</c> destroy and look that nothing is left.</summary>
public static class QuickstartRunner
{
    /// <summary>Runs the quickstart on a silo that is up.</summary>
    /// <param name="app">The silo.</param>
    /// <param name="command">What the command line asks for.</param>
    /// <param name="cancellationToken">Ends the quickstart.</param>
    /// <returns>0, or 1 when anything failed.</returns>
    public static async Task<int> RunAsync(WebApplication app, SiloCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(command);
        try
        {
            return await RunAsync(app.Services, command, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return command.Exit ? 1 : 0;
        }
    }

    private static async Task<int> RunAsync(IServiceProvider services, SiloCommand command, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<ActorsOptions>>().Value;
        var token = services.GetRequiredService<AdminToken>();
        var sample = QuickstartSample.Find(command.Quickstart!);
        var server = ListenAddress.Parse(options.UrlList[0]).LocalUrl;
        var cli = CliProcess.Find(server, token.Value);

        var repository = services.GetRequiredService<RepositoryAccount>();
        var folder = QuickstartRepository.FolderOf(options, sample.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        repository.Password = PrivateFile.ReadOrCreate(Path.Combine(Path.GetDirectoryName(folder)!, "password"));
        await QuickstartRepository.MakeAsync(sample.RepositoryFolder, folder, cancellationToken);

        using var api = new ApiSession(server, token.Value);
        var agent = services.GetRequiredService<IOptions<AgentPlaneOptions>>().Value.Agents[QuickstartSettings.Agent];
        var endpoint = (agent.WorkerUrl?.TrimEnd('/') ?? ListenAddress.Parse(options.WorkerListenList[0]).LocalUrl) + RepositoryApi.PathOf(sample.Name);
        await sample.ApplyAsync(api, document => PointTo(document, endpoint, repository.Password), cancellationToken);

        var code = await DeployAsync(api, cli, sample.Name, cancellationToken);
        if (command.Exit)
        {
            return await DestroyAsync(services, cli, sample.Name, code, cancellationToken);
        }

        await ShowAddressesAsync(token, options, sample.Name, code);
        return code;
    }

    private static void PointTo(JsonObject document, string endpoint, string password)
    {
        if (document["kind"]?.GetValue<string>() == "Repository" && document["spec"] is JsonObject spec)
        {
            spec["endpoint"] = endpoint;
            spec["credentials"] = new JsonObject { ["username"] = RepositoryAccount.User, ["password"] = password };
        }
    }

    private static async Task<int> DeployAsync(ApiSession api, CliProcess cli, string name, CancellationToken cancellationToken)
    {
        var state = await api.EnvironmentStateAsync(name, cancellationToken);
        switch (state)
        {
            case "Deployed":
                await Console.Out.WriteLineAsync($"Environment '{name}' is deployed already.");
                return await cli.RunAsync(["describe", "environment", name], cancellationToken);
            case "Deploying":
                await Console.Out.WriteLineAsync($"Environment '{name}' is being deployed; going on.");
                return await cli.RunAsync(["wait", name], cancellationToken);
            case "Destroying":
                await Console.Out.WriteLineAsync($"Environment '{name}' is still being destroyed; that comes first.");
                var destroyed = await cli.RunAsync(["wait", name], cancellationToken);
                return destroyed == 0 ? await cli.RunAsync(["deploy", name, "--wait"], cancellationToken) : destroyed;
            default:
                return await cli.RunAsync(["deploy", name, "--wait"], cancellationToken);
        }
    }

    private static async Task<int> DestroyAsync(IServiceProvider services, CliProcess cli, string name, int deployed, CancellationToken cancellationToken)
    {
        // Destroyed even when the deploy failed: what was made of it must not stay.
        var destroyed = await cli.RunAsync(["destroy", name, "--wait"], cancellationToken);
        var leftovers = await Leftovers.FindAsync(services, name, cancellationToken);
        foreach (var leftover in leftovers)
        {
            await Console.Error.WriteLineAsync($"Left over: {leftover}");
        }

        if (deployed == 0 && destroyed == 0 && leftovers.Count == 0)
        {
            await Console.Out.WriteLineAsync($"Environment '{name}' was deployed and destroyed; no worker, lock, token or artifact is left.");
            return 0;
        }

        return 1;
    }

    private static async Task ShowAddressesAsync(AdminToken token, ActorsOptions options, string name, int code)
    {
        await Console.Out.WriteLineAsync();
        await StartMessage.PrintAsync(options, token);
        await Console.Out.WriteLineAsync(code == 0
            ? $"Environment '{name}' stays up until Ctrl-C; the next start goes on from here."
            : $"The deploy failed, see above. The silo stays up: ./actors retry {name} tries again. Ctrl-C ends it.");
    }
}
