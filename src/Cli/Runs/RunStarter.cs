using System.Globalization;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Asks for a run, or for its cancel or retry.</summary>
internal static class RunStarter
{
    /// <summary>Asks the server.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="target">The environment.</param>
    /// <param name="verb">What is asked for.</param>
    /// <param name="key">The same key asks for the same run; null for a new one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="query">How, as a query with its question mark; empty for no more than the verb.</param>
    /// <param name="body">What is sent along; null: nothing.</param>
    /// <returns>The run.</returns>
    public static async Task<RunTarget> StartAsync(
        Invocation invocation, RunTarget target, string verb, string? key, CancellationToken cancellation, string query = "", JsonObject? body = null)
    {
        var path = $"{ApiPaths.Environment(target.Project, target.Environment)}/{verb}{query}";
        var answer = await invocation.Api.PostAsync(path, body, cancellation, key ?? Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        var accepted = ApiClient.Read(answer, ApiJson.Default.AcceptedRun);
        var waits = accepted.Position is { } position ? $" waits its turn ({(position == 1 ? "it is the next" : $"{position - 1} wait before it")})" : "";
        await invocation.Host.Error.WriteLineAsync($"{verb} of Environment/{target.Environment}: run {accepted.Run}{waits}".AsMemory(), cancellation);
        return target with { Run = accepted.Run };
    }
}
