namespace Actors.Scheduling.Hosting;

/// <summary>A save failed, so that nobody knows what is stored: this activation must end, and the next one loads.</summary>
public sealed class HostPoisonedException(Exception cause)
    : InvalidOperationException("The state could not be saved; this activation ends and the next one loads what is stored. Try again.", cause);
