namespace Actors.TofuStandIn;

/// <summary>An error as the tool would show it.</summary>
internal sealed class StandInException(string message) : Exception(message);
