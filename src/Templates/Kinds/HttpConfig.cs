namespace Actors.Templates.Kinds;

/// <summary>An HTTP call.</summary>
public sealed record HttpConfig
{
    /// <summary>Address.</summary>
    public string? Endpoint { get; init; }

    /// <summary>HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>Headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Body.</summary>
    public string? Body { get; init; }

    /// <summary>PEM certificates that are trusted in addition.</summary>
    public string? CaCert { get; init; }

    /// <summary>Whether the server's certificate goes unchecked.</summary>
    public bool? Insecure { get; init; }

    /// <summary>Names the entry without its value, which may be secret.</summary>
    public override string ToString() => $"HttpConfig {Method} {Endpoint}";
}
