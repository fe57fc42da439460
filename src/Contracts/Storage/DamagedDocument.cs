namespace Actors.Contracts.Storage;

/// <summary>A document that is there and cannot be read.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Revision">Grows by one with each write.</param>
/// <param name="Message">What is wrong, and the way out.</param>
public sealed record DamagedDocument(DocumentKey Key, long Revision, string Message);
