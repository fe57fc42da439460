namespace Actors.Simulation.Promises;

/// <summary>A promise was broken.</summary>
public sealed class PromiseBrokenException(string promise, string what, IReadOnlyList<string>? trace = null) : Exception($"{promise}: {what}")
{
    public string Promise { get; } = promise;

    /// <summary>What happened, where the seed was run with its trace.</summary>
    public IReadOnlyList<string> Trace { get; } = trace ?? [];
}
