namespace Actors.Contracts.Storage;

/// <summary>The catalog's documents, stored whole.</summary>
public interface IDocumentStore
{
    /// <summary>One document; null when there is none.</summary>
    /// <exception cref="DamagedException">It is there and cannot be read; <see cref="DamagedException.Revision"/> is its revision.</exception>
    Task<StoredDocument?> GetAsync(DocumentKey key, CancellationToken cancellationToken);

    /// <summary>A page of documents; those that cannot be read are named beside the others.</summary>
    Task<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken);

    /// <summary>Writes a document. Returns what is stored now, or null when the stored revision is not <paramref name="expectedRevision"/> (0: must not exist; null: any).</summary>
    Task<StoredDocument?> PutAsync(DocumentKey key, string json, long? expectedRevision, CancellationToken cancellationToken);

    /// <summary>Deletes a document; false when it was not there.</summary>
    Task<bool> DeleteAsync(DocumentKey key, CancellationToken cancellationToken);
}
