using Actors.Contracts.Runtimes;

namespace Actors.Runtimes;

/// <summary>The settings of a runtime, from reading them to the runtime that has them.</summary>
internal static class RuntimeOptions
{
    /// <summary>Makes a runtime from an agent's settings.</summary>
    /// <param name="settings">The agent.</param>
    /// <param name="read">Reads its flattened section.</param>
    /// <param name="validate">Says what is wrong with the settings.</param>
    /// <param name="make">Makes the runtime.</param>
    /// <exception cref="InvalidOperationException">They do not parse, or cannot work; the message names the agent's section.</exception>
    public static IWorkerRuntime Use<TOptions>(
        RuntimeSettings settings, Func<IReadOnlyDictionary<string, string?>, TOptions> read, Func<TOptions, IReadOnlyCollection<string>> validate, Func<TOptions, IWorkerRuntime> make)
    {
        try
        {
            var options = read(settings.Values);
            var findings = validate(options);
            return findings.Count == 0 ? make(options) : throw new FormatException(string.Join(" ", findings));
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"Settings Actors:Agents:{settings.AgentName}: {exception.Message}", exception);
        }
    }

    /// <summary>Refuses a worker that belongs to another agent.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void CheckOwn(this RuntimeSettings settings, WorkerSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Installation != settings.Installation || spec.Agent != settings.AgentKey)
            throw new ArgumentException($"The {spec} belongs to agent '{spec.Agent}' of installation '{spec.Installation}', not to '{settings.AgentKey}' of '{settings.Installation}'.", nameof(spec));
    }
}
