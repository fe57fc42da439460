namespace Actors.Silo.Configuration;

/// <summary>The silo cannot start, for a reason that its operator can mend. Shown as one line, without a stack trace.</summary>
/// <param name="message">What is wrong, where, and the way out.</param>
/// <param name="inner">What was thrown.</param>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
