using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Output;

namespace Actors.Cli.Agents;

/// <summary><c>create token --agent NAME</c>: the token alone, or all that an agent on another machine needs.</summary>
internal static class CreateTokenCommand
{
    private const string Compose = "compose";
    private const string Kubernetes = "kubernetes";

    private static readonly Option<string> Agent = new("--agent") { Description = "Name of the agent that the token is for.", Required = true };
    private static readonly DeploymentOptions Deployment = new();

    /// <summary>The command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml, Compose, Kubernetes);
        output.Description += " compose and kubernetes print what runs the agent.";
        var command = new Command("token", "Make a token for an agent. It is printed this once and stored nowhere.") { Agent, output };
        Deployment.AddTo(command);
        return command.Runs(host, options, (invocation, cancellation) =>
        {
            var format = invocation.GetRequired(output);
            Deployment.Check(invocation, format is Compose or Kubernetes, format is Kubernetes);
            return format switch
            {
                Compose => PrintComposeAsync(invocation, cancellation),
                Kubernetes => PrintKubernetesAsync(invocation, cancellation),
                _ => PrintTokenAsync(invocation, format, cancellation),
            };
        });
    }

    private static async Task<int> PrintTokenAsync(Invocation invocation, string format, CancellationToken cancellation)
    {
        var agent = invocation.GetRequired(Agent);
        await NewToken.KeepAsync(invocation, agent, async created =>
        {
            if (format != Printer.Table)
            {
                invocation.Printer.Value(format, new JsonObject { ["id"] = created.Id, ["token"] = created.Token });
                return;
            }

            await invocation.Host.Error.WriteLineAsync($"Token {created.Id} of Agent/{agent}. It is shown this once:".AsMemory(), cancellation);
            invocation.Printer.Line(created.Token);
        }, cancellation);
        return ExitCodes.Ok;
    }

    private static async Task<int> PrintComposeAsync(Invocation invocation, CancellationToken cancellation)
    {
        var agent = await Deployment.ReadAsync(invocation, invocation.GetRequired(Agent), cancellation);
        var (name, ca) = ($"{agent.Agent}.token", agent.Ca is null ? null : $"{agent.Agent}.ca.pem");
        var text = AgentCompose.Write(agent, name, ca).TrimEnd('\n');
        // The files come first: what keeps them from being made is known before there is a token.
        using var files = new NewFiles(invocation.Host.WorkingDirectory);
        var file = files.Create(name);
        if (ca is not null)
        {
            await files.WriteAsync(ca, agent.Ca!, cancellation);
        }

        await NewToken.KeepAsync(invocation, agent.Agent, async created =>
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes($"{created.Token}\n"), cancellation);
            await invocation.Host.Error.WriteLineAsync($"Token {created.Id} of Agent/{agent.Agent} is in {file.Name}, and nowhere else{(ca is null ? "" : $"; its authority is in {ca}")}. The compose file belongs beside it.".AsMemory(), cancellation);
            await WarnAsync(invocation, agent, cancellation);
            invocation.Printer.Line(text);
            files.Keep();
        }, cancellation);
        return ExitCodes.Ok;
    }

    private static async Task<int> PrintKubernetesAsync(Invocation invocation, CancellationToken cancellation)
    {
        var agent = await Deployment.ReadAsync(invocation, invocation.GetRequired(Agent), cancellation);
        var target = Deployment.Namespace(invocation, agent);
        await NewToken.KeepAsync(invocation, agent.Agent, async created =>
        {
            await invocation.Host.Error.WriteLineAsync($"Token {created.Id} of Agent/{agent.Agent} is in the Secret, and nowhere else. Apply it: kubectl apply -f FILE".AsMemory(), cancellation);
            await WarnAsync(invocation, agent, cancellation);
            invocation.Printer.Line(AgentKubernetes.Write(agent, target, created.Token).TrimEnd('\n'));
        }, cancellation);
        return ExitCodes.Ok;
    }

    private static Task WarnAsync(Invocation invocation, AgentDeployment agent, CancellationToken cancellation) =>
        agent.Warning is { } warning ? invocation.Host.Error.WriteLineAsync(warning.AsMemory(), cancellation) : Task.CompletedTask;
}
