using System.CommandLine;
using Actors.Cli.Api;
using Actors.Cli.Hosting;

namespace Actors.Cli.Agents;

/// <summary><c>drain|resume agent NAME</c> and <c>create token --agent NAME</c>.</summary>
internal static class AgentCommands
{
    /// <summary><c>drain agent NAME</c>.</summary>
    public static Command CreateDrain(CliHost host, GlobalOptions options) =>
        CreateVerb("drain", "drained: it gets no new work, what it runs goes on", "Give an agent no new work.", host, options);

    /// <summary><c>resume agent NAME</c>.</summary>
    public static Command CreateResume(CliHost host, GlobalOptions options) =>
        CreateVerb("resume", "resumed", "Give a drained agent work again.", host, options);

    /// <summary><c>create token --agent NAME</c>.</summary>
    public static Command CreateToken(CliHost host, GlobalOptions options) => new("create", "Make something.") { CreateTokenCommand.Create(host, options) };

    private static Command CreateVerb(string verb, string done, string description, CliHost host, GlobalOptions options)
    {
        var name = new Argument<string>("name") { Description = "Name of the agent." };
        var agent = new Command("agent", description) { name }.Runs(host, options, async (invocation, cancellation) =>
        {
            var agentName = invocation.GetRequired(name);
            await invocation.Api.PostAsync($"{ApiPaths.Agent(invocation.Project, agentName)}/{verb}", null, cancellation);
            invocation.Printer.Line($"Agent/{agentName} {done}");
            return ExitCodes.Ok;
        });
        return new Command(verb, description) { agent };
    }
}
