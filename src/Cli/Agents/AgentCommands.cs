using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;

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
    public static Command CreateToken(CliHost host, GlobalOptions options)
    {
        var agent = new Option<string>("--agent") { Description = "Name of the agent that the token is for.", Required = true };
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        var token = new Command("token", "Make a token for an agent. It is printed this once and stored nowhere.") { agent, output };
        token.Runs(host, options, async (invocation, cancellation) =>
        {
            var name = invocation.GetRequired(agent);
            var path = ApiPaths.Tokens(invocation.Project, name);
            var created = ApiClient.Read(await invocation.Api.PostAsync(path, null, cancellation), ApiJson.Default.CreatedToken);
            if (invocation.GetRequired(output) is var format && format != Printer.Table)
            {
                invocation.Printer.Value(format, new JsonObject { ["id"] = created.Id, ["token"] = created.Token });
                return ExitCodes.Ok;
            }

            await host.Error.WriteLineAsync($"Token {created.Id} of Agent/{name}. It is shown this once:".AsMemory(), cancellation);
            invocation.Printer.Line(created.Token);
            return ExitCodes.Ok;
        });
        return new Command("create", "Make something.") { token };
    }

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
