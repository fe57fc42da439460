using System.CommandLine;
using Actors.Cli.Api;
using Actors.Cli.Hosting;

namespace Actors.Cli.Runs;

/// <summary><c>state adopt|discard ENV RESOURCE</c>: decides about an OpenTofu state that was kept aside.</summary>
internal static class StateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options) => new(
        "state", "Decide about an OpenTofu state that a superseded attempt left behind; the next apply of the resource waits for it.")
    {
        CreateVerb("adopt", "adopted", "Use the state that was kept aside.", host, options),
        CreateVerb("discard", "discarded", "Keep the present state; forget the one that was kept aside.", host, options),
    };

    private static Command CreateVerb(string verb, string done, string description, CliHost host, GlobalOptions options)
    {
        var environment = new Argument<string>("environment") { Description = "Name of the environment." };
        var resource = new Argument<string>("resource") { Description = "Name of the resource." };
        return new Command(verb, description) { environment, resource }.Runs(host, options, async (invocation, cancellation) =>
        {
            var (name, part) = (invocation.GetRequired(environment), invocation.GetRequired(resource));
            var path = $"{ApiPaths.Environment(invocation.Project, name)}/resources/{ApiPaths.Segment(part)}/state/{verb}";
            await invocation.Api.PostAsync(path, null, cancellation);
            invocation.Printer.Line($"state of {part} in Environment/{name} {done}");
            return ExitCodes.Ok;
        });
    }
}
