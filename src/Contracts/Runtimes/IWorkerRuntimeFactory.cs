namespace Actors.Contracts.Runtimes;

/// <summary>
/// Makes the runtimes of one kind of engine. A silo registers one for each engine that it can drive; the agent's setting
/// <c>Actors:Agents:NAME:Runtime</c> picks the one with that <see cref="Name"/>.
/// </summary>
public interface IWorkerRuntimeFactory
{
    /// <summary>Short name of the engine: <c>process</c>, <c>docker</c> or <c>kubernetes</c>.</summary>
    string Name { get; }

    /// <summary>Makes the runtime of one agent. Starts nothing; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">The settings are not usable on this machine; the message names the setting and the way out.</exception>
    IWorkerRuntime Create(RuntimeSettings settings);
}
