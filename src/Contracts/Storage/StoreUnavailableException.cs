namespace Actors.Contracts.Storage;

/// <summary>The store cannot do now what it was asked for, and may later: it is away, was too slow, gave up a transaction, or has no room. Trying again is right.</summary>
/// <param name="message">What is the matter, and whether something was written.</param>
/// <param name="inner">What happened; null: nothing beyond that.</param>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : IOException(message, inner);
