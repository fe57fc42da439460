namespace Actors.Simulation;

/// <summary>A promise was broken.</summary>
public sealed class PromiseBrokenException(string promise, string what) : Exception($"{promise}: {what}")
{
    public string Promise { get; } = promise;
}
