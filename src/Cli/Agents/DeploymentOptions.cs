using System.CommandLine;
using System.Text.RegularExpressions;
using Actors.Cli.Hosting;
using Actors.Contracts.Api;
using Actors.Templates.Kinds;

namespace Actors.Cli.Agents;

/// <summary>The options of <c>create token -o compose|kubernetes</c> that say what the agent is told.</summary>
internal sealed partial class DeploymentOptions
{
    private const int LongestCa = 192 * 1024;

    /// <summary>They belong to everybody, and would be changed: the manifests bring their namespace along, with labels that restrict what runs there.</summary>
    private static readonly string[] SharedNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

    private readonly Option<string?> _controller = new("--controller") { Description = "With -o compose or kubernetes: address at which the agent reaches the controller (default: --server)." };
    private readonly Option<string?> _workers = new("--worker-url") { Description = "The same: address at which its workers reach the controller (default: port 8081 of a controller at port 8080)." };
    private readonly Option<string?> _caFile = new("--ca-file") { Description = "The same: certificate authority of both, in PEM (default: those that everybody knows)." };
    private readonly Option<string?> _image = new("--image") { Description = "The same: image of the silo (default: actors/silo of the controller's version)." };
    private readonly Option<string?> _namespace = new("--namespace") { Description = "With -o kubernetes: namespace of the agent and its workers (default: actors-AGENT)." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { _controller, _workers, _caFile, _image, _namespace })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Refuses what was given and would be ignored.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="deploys">Whether the output is something that runs the agent.</param>
    /// <param name="kubernetes">Whether it is for Kubernetes.</param>
    /// <exception cref="CliException">There is such an option.</exception>
    public void Check(Invocation invocation, bool deploys, bool kubernetes)
    {
        if (!kubernetes && invocation.Get(_namespace) is not null)
        {
            throw new CliException(ExitCodes.Usage, $"{_namespace.Name} is for -o kubernetes only. Leave it out, or ask for that output.");
        }

        if (!deploys && new[] { _controller, _workers, _caFile, _image }.FirstOrDefault(option => invocation.Get(option) is not null) is { } idle)
        {
            throw new CliException(ExitCodes.Usage, $"{idle.Name} is for -o compose and -o kubernetes only. Leave it out, or ask for one of them.");
        }
    }

    /// <summary>What the agent is told.</summary>
    /// <exception cref="CliException">It would not work.</exception>
    public async Task<AgentDeployment> ReadAsync(Invocation invocation, string agent, CancellationToken cancellation)
    {
        if (!AgentName.IsValid(agent))
        {
            throw new CliException(ExitCodes.Usage, $"'{agent}' is no name of an agent. The name must have {AgentName.Rule}.");
        }

        var controller = Address(invocation.Get(_controller), "--controller") ?? invocation.Server;
        if (controller.IsLoopback)
        {
            throw new CliException(ExitCodes.Usage, $"{AgentDeployment.Text(controller)} is the agent's own machine, seen from there. Name the address at which the agent reaches the controller by --controller.");
        }

        var workers = Address(invocation.Get(_workers), "--worker-url")
            ?? (controller.Port == 8080 ? new UriBuilder(controller) { Port = 8081 }.Uri : throw new CliException(ExitCodes.Usage, $"Nobody knows where workers reach the controller at {AgentDeployment.Text(controller)}. Name its worker endpoints (Actors:WorkerListen) by --worker-url."));
        var image = invocation.Get(_image) ?? $"actors/silo:{(await invocation.Api.GetAsync("apis", ApiJson.Default.ServerInfo, cancellation)).Version}";
        return ImageName().IsMatch(image)
            ? new(agent, invocation.Project, controller, workers, image, await CaAsync(invocation, cancellation))
            : throw new CliException(ExitCodes.Usage, $"'{image}' is no name of an image.");
    }

    /// <summary>Namespace of the agent and its workers.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public string Namespace(Invocation invocation, AgentDeployment agent)
    {
        var target = invocation.Get(_namespace) ?? $"actors-{agent.Agent}";
        return SharedNamespaces.Contains(target)
            ? throw new CliException(ExitCodes.Usage, $"The namespace '{target}' belongs to all of the cluster, and the manifests would label and restrict it. Name one of the agent's own by --namespace (default: actors-{agent.Agent}).")
            : target.Length <= 63 && NamespaceName().IsMatch(target)
            ? target
            : throw new CliException(ExitCodes.Usage, $"'{target}' is no name of a namespace. Give one by --namespace: lower-case letters, digits and '-', at most 63.");
    }

    private static Uri? Address(string? text, string option) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" } ? address
        : throw new CliException(ExitCodes.Usage, $"The address in {option} is not valid. Give it as http://HOST:PORT or https://HOST.");

    private async Task<string?> CaAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Get(_caFile) is not { } name)
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

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex NamespaceName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/:@-]*\z")]
    private static partial Regex ImageName();
}
