namespace Actors.Contracts.Api;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record DocumentList<T>
{
    /// <summary>Group and version of the kind that is listed.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Kind of the list, such as <c>ActivityList</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which page of how many.</summary>
    public required ListMetadata Metadata { get; init; }

    /// <summary>The page, in the order that was asked for.</summary>
    public required IReadOnlyList<T> Items { get; init; }
}
