using Actors.Templates.Reading;

namespace Actors.Cli.Agents;

/// <summary>What an agent on another machine is told.</summary>
/// <param name="Agent">Name of the agent.</param>
/// <param name="Project">Its project.</param>
/// <param name="Controller">Address of the controller.</param>
/// <param name="Workers">Address at which the agent's workers reach the controller.</param>
/// <param name="Image">Image of the silo.</param>
/// <param name="Ca">Certificate authority of the controller, in PEM; null: one that everybody knows, or none.</param>
internal sealed record AgentDeployment(string Agent, string Project, Uri Controller, Uri Workers, string Image, string? Ca)
{
    /// <summary>What it is, for the head of a file: one line.</summary>
    public string Title => $"Agent {Agent} of project {YamlText.Quote(Project)}, for the controller at {Text(Controller)}";

    /// <summary>What is to be said of addresses without TLS; null: both have it.</summary>
    public string? Warning => new[] { Controller, Workers }.Where(address => address.Scheme == Uri.UriSchemeHttp).Select(Text).ToArray() is { Length: > 0 } plain
        ? $"WARNING: no TLS at {string.Join(" and ", plain)}: whoever is on the way reads the agent's token and its workers' secrets. Actors__PlainHttp=private says that nobody is; otherwise give https addresses."
        : null;

    /// <summary>The same as a line at the head of a file; empty when both have it.</summary>
    public string WarningLine => Warning is null ? "" : $"# {Warning}\n";

    /// <summary>An address without the slash that nobody writes.</summary>
    public static string Text(Uri address) => address.AbsoluteUri.TrimEnd('/');

    /// <summary>A setting's value as YAML. Compose and Kubernetes put variables in for a dollar sign, and one for two.</summary>
    public static string Setting(string value) => YamlText.Quote(value.Replace("$", "$$", StringComparison.Ordinal));
}
