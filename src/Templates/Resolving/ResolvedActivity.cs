namespace Actors.Templates.Resolving;

/// <summary>An activity with concrete values. It holds secrets: it goes to the worker and nowhere else.</summary>
public sealed record ResolvedActivity
{
    /// <summary>Id within the plan.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the resource; null: it belongs to the environment.</summary>
    public string? Resource { get; init; }

    /// <summary>What to do.</summary>
    public required ResolvedJob Job { get; init; }

    /// <summary>Texts that must be masked wherever they appear; none is blank.</summary>
    public IReadOnlyList<string> SecretValues { get; init; } = [];

    /// <summary>Names the activity without its values.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => Id;
}
