namespace Actors.Contracts.Workers;

/// <summary>Make an HTTP call. Outputs: <c>{statusCode, headers, body}</c>; header names are lower case and cookies are left out, the body is JSON when it is JSON, else text, null when it is empty.</summary>
public sealed record HttpJob
{
    /// <summary>Method.</summary>
    public string Method { get; init; } = "GET";
    /// <summary>Address, http or https, without user and password. Loopback, link-local, multicast and unspecified addresses and the controller's own listeners are refused, unless the agent allows them (<see cref="WorkerEnvironment.HttpAllow"/>).</summary>
    public required string Endpoint { get; init; }
    /// <summary>Headers. What tells who calls stays with the endpoint: a redirect to another origin gets <c>Accept</c>, <c>Accept-Language</c> and <c>User-Agent</c> only.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    /// <summary>Body; null: none. It may hold secrets, and does not follow a redirect to another origin.</summary>
    public string? Body { get; init; }
    /// <summary>The only certificate authorities to trust, in PEM; null: those of the image.</summary>
    public string? CaCert { get; init; }
    /// <summary>Do not verify the server's certificate.</summary>
    public bool Insecure { get; init; }
    /// <summary>Longest time until the whole answer is there, redirects included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Largest body of the answer, in bytes.</summary>
    public int MaxAnswerBytes { get; init; } = 256 * 1024;
    /// <summary>Redirects that are followed; 0: none, and the redirect itself is the answer.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <inheritdoc/>
    public override string ToString() => "http job";
}
