namespace Actors.Worker.Session;

/// <summary>The attempt is not this worker's any more (401 or 409): stop.</summary>
internal sealed class RefusedException(string message) : ControllerException(message);
