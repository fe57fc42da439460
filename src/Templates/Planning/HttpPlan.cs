namespace Actors.Templates.Planning;

/// <summary>An HTTP call.</summary>
public sealed record HttpPlan : PlannedJob
{
    /// <summary>Method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Address.</summary>
    public required PlannedValue Endpoint { get; init; }

    /// <summary>Headers by name.</summary>
    public IReadOnlyList<PlannedValue> Headers { get; init; } = [];

    /// <summary>Body; null: none.</summary>
    public PlannedValue? Body { get; init; }

    /// <summary>PEM certificates that are trusted in addition; null: none.</summary>
    public string? CaCert { get; init; }

    /// <summary>Whether the server's certificate goes unchecked.</summary>
    public bool Insecure { get; init; }

    /// <summary>Names the method only: addresses and headers may hold secrets.</summary>
    /// <returns>The method.</returns>
    public override string ToString() => Method;
}
