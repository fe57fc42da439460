namespace Actors.Grains.Links;

/// <summary>The controller could not be reached, or refused. The message says where, why, and what would help; it never holds a token.</summary>
/// <param name="message">Where, why, and what would help.</param>
/// <param name="inner">What the HTTP client threw.</param>
public sealed class ControllerLinkException(string message, Exception? inner = null) : Exception(message, inner);
