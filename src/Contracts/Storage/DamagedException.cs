namespace Actors.Contracts.Storage;

/// <summary>One thing in the store cannot be read: it was changed, stands in the place of another, or the key ring lacks its key. Others may be whole.</summary>
/// <param name="message">What is damaged, and the way out; nothing of the content.</param>
/// <param name="inner">What was thrown.</param>
public sealed class DamagedException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Revision of the document that is damaged, which a write that replaces it names; null for what is no document.</summary>
    public long? Revision { get; init; }
}
