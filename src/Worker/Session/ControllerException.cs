namespace Actors.Worker.Session;

/// <summary>The controller's final no: trying again does not help.</summary>
internal class ControllerException(string message) : Exception(message);
