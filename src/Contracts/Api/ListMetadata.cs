namespace Actors.Contracts.Api;

/// <summary>Which page of a list this is.</summary>
/// <param name="Count">How many there are in all pages together.</param>
/// <param name="Limit">Most items of a page.</param>
/// <param name="Offset">How many items come before this page.</param>
public sealed record ListMetadata(int Count, int Limit, int Offset)
{
    /// <summary>What is missing in the list because it is damaged, a sentence each, with the way out; null: nothing is.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
