namespace Actors.Worker.Session;

/// <summary>The controller does not take something of this size (413).</summary>
internal sealed class TooLargeException(string message) : ControllerException(message);
