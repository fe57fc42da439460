using System.Globalization;
using Actors.Contracts.Identity;

namespace Actors.Grains.Agents;

/// <summary>Keys of agents and of their worker slots: <c>org/project/agent</c> and <c>org/project/agent/slot/number</c>.</summary>
public static class AgentKeys
{
    private const int AgentSegments = 3;
    private const int SlotSegments = 5;

    /// <summary>Key of a slot.</summary>
    public static string Slot(string agent, int number) =>
        ActorKey.Parse(agent).Child("slot").Child(number.ToString(CultureInfo.InvariantCulture)).Value;

    /// <summary>The agent and the number in the key of a slot.</summary>
    /// <exception cref="ArgumentException">It is not the key of a slot.</exception>
    public static (string Agent, int Number) OfSlot(string key)
    {
        var parts = Parts(key);
        return parts.Length == SlotSegments && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (AgentOf(key), number)
            : throw new ArgumentException($"'{key}' is not the key of a worker slot.", nameof(key));
    }

    /// <summary>The agent in the key of an agent or of a slot.</summary>
    public static string AgentOf(string key) => string.Join('/', Parts(key).Take(AgentSegments));

    private static string[] Parts(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Split('/');
    }
}
