namespace Actors.Contracts.Storage;

/// <summary>A document as it is kept.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Json">The whole document, as JSON.</param>
/// <param name="Revision">Grows by one with each write.</param>
/// <param name="CreatedAt">First write (UTC).</param>
/// <param name="ModifiedAt">Latest write (UTC).</param>
public sealed record StoredDocument(DocumentKey Key, string Json, long Revision, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key.Kind} {Key.Name}";
}
