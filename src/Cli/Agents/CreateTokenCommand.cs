using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;

namespace Actors.Cli.Agents;

/// <summary><c>create token --agent NAME</c>: the token alone, or all that an agent on another machine needs.</summary>
internal static partial class CreateTokenCommand
{
    private const string Compose = "compose";
    private const string Kubernetes = "kubernetes";
    private const int LongestCa = 192 * 1024;

    private static readonly Option<string> Agent = new("--agent") { Description = "Name of the agent that the token is for.", Required = true };
    private static readonly Option<string?> Controller = new("--controller") { Description = "With -o compose or kubernetes: address at which the agent reaches the controller (default: --server)." };
    private static readonly Option<string?> Workers = new("--worker-url") { Description = "The same: address at which its workers reach the controller (default: port 8081 of a controller at port 8080)." };
    private static readonly Option<string?> CaFile = new("--ca-file") { Description = "The same: certificate authority of both, in PEM (default: those that everybody knows)." };
    private static readonly Option<string?> Image = new("--image") { Description = "The same: image of the silo (default: actors/silo of the controller's version)." };
    private static readonly Option<string?> Namespace = new("--namespace") { Description = "With -o kubernetes: namespace of the agent and its workers (default: actors-AGENT)." };

    /// <summary>The command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml, Compose, Kubernetes);
        output.Description += " compose and kubernetes print what runs the agent.";
        return new Command("token", "Make a token for an agent. It is printed this once and stored nowhere.") { Agent, output, Controller, Workers, CaFile, Image, Namespace }
            .Runs(host, options, (invocation, cancellation) => invocation.GetRequired(output) switch
            {
                Compose => PrintComposeAsync(invocation, cancellation),
                Kubernetes => PrintKubernetesAsync(invocation, cancellation),
                var format => PrintTokenAsync(invocation, format, cancellation),
            });
    }

    private static async Task<int> PrintTokenAsync(Invocation invocation, string format, CancellationToken cancellation)
    {
        var created = await CreateAsync(invocation, cancellation);
        if (format != Printer.Table)
        {
            invocation.Printer.Value(format, new JsonObject { ["id"] = created.Id, ["token"] = created.Token });
            return ExitCodes.Ok;
        }

        await invocation.Host.Error.WriteLineAsync($"Token {created.Id} of Agent/{invocation.GetRequired(Agent)}. It is shown this once:".AsMemory(), cancellation);
        invocation.Printer.Line(created.Token);
        return ExitCodes.Ok;
    }

    private static async Task<int> PrintComposeAsync(Invocation invocation, CancellationToken cancellation)
    {
        var agent = await DeploymentAsync(invocation, cancellation);
        var (name, ca) = ($"{agent.Agent}.token", agent.Ca is null ? null : $"{agent.Agent}.ca.pem");
        var path = Path.Combine(invocation.Host.WorkingDirectory, name);
        CreatedToken created;
        // The file comes first: a token that could not be kept would be lost.
        using (var file = New(path))
        {
            try
            {
                created = await CreateAsync(invocation, cancellation);
                await file.WriteLineAsync(created.Token.AsMemory(), cancellation);
                if (ca is not null)
                {
                    await File.WriteAllTextAsync(Path.Combine(invocation.Host.WorkingDirectory, ca), agent.Ca, cancellation);
                }
            }
            catch
            {
                File.Delete(path);
                throw;
            }
        }

        await invocation.Host.Error.WriteLineAsync($"Token {created.Id} of Agent/{agent.Agent} is in {path}, and nowhere else{(ca is null ? "" : $"; its authority is in {ca}")}. The compose file belongs beside it.".AsMemory(), cancellation);
        await WarnAsync(invocation, agent, cancellation);
        invocation.Printer.Line(AgentCompose.Write(agent, name, ca).TrimEnd('\n'));
        return ExitCodes.Ok;
    }

    private static async Task<int> PrintKubernetesAsync(Invocation invocation, CancellationToken cancellation)
    {
        var agent = await DeploymentAsync(invocation, cancellation);
        var target = invocation.Get(Namespace) ?? $"actors-{agent.Agent}";
        if (target.Length > 63 || !NamespaceName().IsMatch(target))
        {
            throw new CliException(ExitCodes.Usage, $"'{target}' is no name of a namespace. Give one by --namespace: lower-case letters, digits and '-', at most 63.");
        }

        var created = await CreateAsync(invocation, cancellation);
        await invocation.Host.Error.WriteLineAsync($"Token {created.Id} of Agent/{agent.Agent} is in the Secret, and nowhere else. Apply it: kubectl apply -f FILE".AsMemory(), cancellation);
        await WarnAsync(invocation, agent, cancellation);
        invocation.Printer.Line(AgentKubernetes.Write(agent, target, created.Token).TrimEnd('\n'));
        return ExitCodes.Ok;
    }

    private static async Task<AgentDeployment> DeploymentAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.GetRequired(Agent);
        if (!AgentName().IsMatch(name) || name.Contains("__", StringComparison.Ordinal))
        {
            throw new CliException(ExitCodes.Usage, $"The agent's name '{name}' cannot stand in the name of a setting: letters, digits, '-', '_' and '.' can. Write the files by hand (docs/configuration.md).");
        }

        var controller = Address(invocation.Get(Controller), "--controller") ?? invocation.Server;
        if (controller.IsLoopback)
        {
            throw new CliException(ExitCodes.Usage, $"{AgentDeployment.Text(controller)} is the agent's own machine, seen from there. Name the address at which the agent reaches the controller by --controller.");
        }

        var workers = Address(invocation.Get(Workers), "--worker-url")
            ?? (controller.Port == 8080 ? new UriBuilder(controller) { Port = 8081 }.Uri : throw new CliException(ExitCodes.Usage, $"Nobody knows where workers reach the controller at {AgentDeployment.Text(controller)}. Name its worker endpoints (Actors:WorkerListen) by --worker-url."));
        var image = invocation.Get(Image) ?? $"actors/silo:{(await invocation.Api.GetAsync("apis", ApiJson.Default.ServerInfo, cancellation)).Version}";
        return ImageName().IsMatch(image)
            ? new(name, invocation.Project, controller, workers, image, await CaAsync(invocation, cancellation))
            : throw new CliException(ExitCodes.Usage, $"'{image}' is no name of an image.");
    }

    private static Task WarnAsync(Invocation invocation, AgentDeployment agent, CancellationToken cancellation) =>
        agent.Warning is { } warning ? invocation.Host.Error.WriteLineAsync(warning.AsMemory(), cancellation) : Task.CompletedTask;

    private static async Task<CreatedToken> CreateAsync(Invocation invocation, CancellationToken cancellation) =>
        ApiClient.Read(await invocation.Api.PostAsync(ApiPaths.Tokens(invocation.Project, invocation.GetRequired(Agent)), null, cancellation), ApiJson.Default.CreatedToken);

    private static Uri? Address(string? text, string option) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" } ? address
        : throw new CliException(ExitCodes.Usage, $"The address in {option} is not valid. Give it as http://HOST:PORT or https://HOST.");

    private static async Task<string?> CaAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Get(CaFile) is not { } name)
        {
            return null;
        }

        var path = Path.Combine(invocation.Host.WorkingDirectory, name);
        try
        {
            var text = new FileInfo(path).Length <= LongestCa ? await File.ReadAllTextAsync(path, cancellation) : "";
            return text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal) && !text.Contains("PRIVATE KEY", StringComparison.Ordinal)
                ? text
                : throw new CliException(ExitCodes.Usage, $"{path} (--ca-file) holds no certificates in PEM, or more than certificates.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"{path} (--ca-file) cannot be read: {exception.Message}");
        }
    }

    private static StreamWriter New(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new(path, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, File.Exists(path) ? $"{path} is there already. Take it away, or run this in another folder." : $"{path} cannot be written: {exception.Message}");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex AgentName();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    private static partial Regex NamespaceName();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._/:@-]*$")]
    private static partial Regex ImageName();
}
