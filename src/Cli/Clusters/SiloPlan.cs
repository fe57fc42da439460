namespace Actors.Cli.Clusters;

/// <summary>One silo of a cluster.</summary>
internal sealed record SiloPlan
{
    /// <summary>Its name, such as <c>silo-1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Address of its API.</summary>
    public required Uri Api { get; init; }

    /// <summary>Arguments of its program.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables that it gets besides those of this process; they may be secret.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
