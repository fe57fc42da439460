namespace Actors.Contracts.Workers;

/// <summary>A call of a worker's own server. Any answer is an outcome; none is a failure.</summary>
public sealed record ServerCall
{
    /// <summary>HTTP method.</summary>
    public string Method { get; init; } = "POST";
    /// <summary>Path with query, from <c>/</c>.</summary>
    public string Path { get; init; } = "/";
    /// <summary>Headers; <c>Content-Type</c> counts with <see cref="Body"/> only.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    /// <summary>Body; null: none. It may hold secrets.</summary>
    public string? Body { get; init; }
    /// <summary>Longest time until the whole answer is there.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Largest body of the answer, in bytes.</summary>
    public int MaxAnswerBytes { get; init; } = 256 * 1024;

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";
}
