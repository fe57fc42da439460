namespace Actors.Templates.Resolving;

/// <summary>An HTTP call with concrete values.</summary>
public sealed record ResolvedHttp : ResolvedJob
{
    /// <summary>Method.</summary>
    public required string Method { get; init; }

    /// <summary>Address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Body; null: none.</summary>
    public string? Body { get; init; }

    /// <summary>PEM certificates that are trusted in addition; null: none.</summary>
    public string? CaCert { get; init; }

    /// <summary>Whether the server's certificate goes unchecked.</summary>
    public bool Insecure { get; init; }

    /// <summary>Names the method only.</summary>
    /// <returns>The method.</returns>
    public override string ToString() => Method;
}
