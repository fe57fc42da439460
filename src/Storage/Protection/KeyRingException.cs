namespace Actors.Storage.Protection;

/// <summary>What the store has sealed cannot be opened by this process: its key is another one, or the ring is gone. Nothing was changed.</summary>
/// <param name="message">What is wrong, and the way out.</param>
/// <param name="inner">What was thrown.</param>
public sealed class KeyRingException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
