namespace Actors.Worker.Http;

/// <summary>The call may not go there.</summary>
/// <param name="message">Where, why, and the way out.</param>
internal sealed class RefusedAddressException(string message) : Exception(message);
