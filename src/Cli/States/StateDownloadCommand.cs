using System.CommandLine;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;

namespace Actors.Cli.States;

/// <summary><c>state download ENV RESOURCE</c>: the content of a version.</summary>
internal static class StateDownloadCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var (environment, resource) = (StateCommand.Environment(), StateCommand.Resource());
        var version = new Option<long?>("--version") { Description = "Number of the version (default: the current one)." }.From(1);
        var output = PrivateDownload.Option("RESOURCE-VERSION.tfstate");
        var command = new Command("download", "Write a version of a state into a new file that only its owner reads: it holds secrets.") { environment, resource, version, output };
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var part = invocation.GetRequired(resource);
            using var response = await invocation.Api.OpenAsync(ApiPaths.StateVersion(invocation.Project, invocation.GetRequired(environment), part, invocation.Get(version)), cancellation);
            var number = response.Headers.TryGetValues(ApiHeaders.StateVersion, out var values) ? values.First() : $"{invocation.Get(version)}";
            await PrivateDownload.SaveAsync(invocation, response, invocation.Get(output), $"{part}-{number}.tfstate", cancellation);
            return ExitCodes.Ok;
        });
    }
}
