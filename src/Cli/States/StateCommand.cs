using System.CommandLine;
using Actors.Cli.Api;
using Actors.Cli.Hosting;

namespace Actors.Cli.States;

/// <summary><c>state VERB ENV RESOURCE</c>: the OpenTofu states of an environment.</summary>
internal static class StateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options) => new("state", "OpenTofu states: their versions, their locks, and those that a superseded attempt left behind.")
    {
        StateListCommand.Create(host, options),
        StateDownloadCommand.Create(host, options),
        CreateRestore(host, options),
        CreateUnlock(host, options),
        CreateVerb("adopt", "adopted", "Use the state that was kept aside.", host, options),
        CreateVerb("discard", "discarded", "Keep the present state; forget the one that was kept aside.", host, options),
    };

    /// <summary>The argument that names the environment.</summary>
    public static Argument<string> Environment() => new("environment") { Description = "Name of the environment." };

    /// <summary>The argument that names the resource.</summary>
    public static Argument<string> Resource() => new("resource") { Description = "Name of the resource." };

    private static Command CreateVerb(string verb, string done, string description, CliHost host, GlobalOptions options)
    {
        var (environment, resource) = (Environment(), Resource());
        return new Command(verb, description) { environment, resource }.Runs(host, options, async (invocation, cancellation) =>
        {
            var (name, part) = (invocation.GetRequired(environment), invocation.GetRequired(resource));
            await invocation.Api.PostOnceAsync($"{ApiPaths.State(invocation.Project, name, part)}/{verb}", null, cancellation);
            invocation.Printer.Line($"state of {part} in Environment/{name} {done}");
            return ExitCodes.Ok;
        });
    }

    private static Command CreateRestore(CliHost host, GlobalOptions options)
    {
        var (environment, resource) = (Environment(), Resource());
        var version = new Option<long>("--version") { Description = "Number of the version; 'state list' has them.", Required = true }.From(1);
        var command = new Command("restore", "Make the content of an earlier version the current state, as a new version.") { environment, resource, version };
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var (name, part, number) = (invocation.GetRequired(environment), invocation.GetRequired(resource), invocation.GetRequired(version));
            var restored = await invocation.Api.PostOnceAsync($"{ApiPaths.StateVersion(invocation.Project, name, part, number)}/restore", null, cancellation);
            invocation.Printer.Line($"state of {part} in Environment/{name}: version {number} restored as version {restored["version"]}");
            return ExitCodes.Ok;
        });
    }

    private static Command CreateUnlock(CliHost host, GlobalOptions options)
    {
        var (environment, resource) = (Environment(), Resource());
        var id = new Option<string?>("--force-lock-id") { Description = "Only the lock with this id (default: whichever is held)." };
        var command = new Command("unlock", "Take away a lock whose attempt is over; that of one at work stays.") { environment, resource, id };
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var (name, part) = (invocation.GetRequired(environment), invocation.GetRequired(resource));
            await invocation.Api.PostOnceAsync($"{ApiPaths.State(invocation.Project, name, part)}/unlock{ApiPaths.Query(("lockId", invocation.Get(id)))}", null, cancellation);
            invocation.Printer.Line($"state of {part} in Environment/{name} is not locked");
            return ExitCodes.Ok;
        });
    }
}
