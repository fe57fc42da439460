namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>A call that goes through the proxy.</summary>
public sealed record ProxiedCall(string Method, string Path, string Query)
{
    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal);

    public bool IsList => Method == "GET" && !IsWatch && Path.EndsWith("/pods", StringComparison.Ordinal);

    public bool IsCreation => Method == "POST" && Path.EndsWith("/pods", StringComparison.Ordinal);
}
