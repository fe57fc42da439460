namespace Actors.Storage.Protection;

/// <summary>One sealed payload cannot be opened: it was changed, stands in the place of another, or the ring lacks its key. Others may be whole.</summary>
/// <param name="message">What is wrong, and the way out; nothing of the content.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class BrokenSealException(string message, Exception? inner = null) : IOException(message, inner);
