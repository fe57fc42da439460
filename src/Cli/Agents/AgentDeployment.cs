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
    /// <summary>What it is, for the head of a file.</summary>
    public string Title => $"Agent {Agent} of project {Project}, for the controller at {Text(Controller)}";

    /// <summary>What is to be said of addresses without TLS; null: both have it.</summary>
    public string? Warning => new[] { Controller, Workers }.Where(address => address.Scheme == Uri.UriSchemeHttp).Select(Text).ToArray() is { Length: > 0 } plain
        ? $"WARNING: no TLS at {string.Join(" and ", plain)}: whoever is on the way reads the agent's token and its workers' secrets. Actors__PlainHttp=private says that nobody is; otherwise give https addresses."
        : null;

    /// <summary>An address without the slash that nobody writes.</summary>
    public static string Text(Uri address) => address.AbsoluteUri.TrimEnd('/');
}
