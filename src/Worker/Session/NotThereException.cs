namespace Actors.Worker.Session;

/// <summary>The controller does not have it (404).</summary>
internal sealed class NotThereException(string message) : ControllerException(message);
