namespace Actors.Contracts.Storage;

/// <summary>A page of a list.</summary>
/// <param name="Items">The documents.</param>
/// <param name="Count">How many there are in all.</param>
public sealed record DocumentPage(IReadOnlyList<StoredDocument> Items, int Count)
{
    /// <summary>Documents of the page that cannot be read: they take places of it, and are not among <see cref="Items"/>.</summary>
    public IReadOnlyList<DamagedDocument> Damaged { get; init; } = [];
}
