namespace Actors.Silo.Configuration;

/// <summary>What the command line asks for.</summary>
/// <param name="Quickstart">The quickstart to run, <c>functions</c> or <c>opentofu</c>; null: none.</param>
/// <param name="Exit">End the quickstart with a destroy instead of staying up.</param>
/// <param name="Settings">Configuration keys and values.</param>
public sealed record SiloCommand(string? Quickstart, bool Exit, IReadOnlyDictionary<string, string?> Settings)
{
    /// <summary>Engine of the quickstart's agent: <c>process</c>, <c>docker</c> or <c>kubernetes</c>.</summary>
    public string Runtime { get; init; } = "process";

    /// <summary>The kubeconfig of the quickstart's cluster; null: <c>$KUBECONFIG</c>, else <c>~/.kube/config</c>.</summary>
    public string? KubeConfig { get; init; }
}
