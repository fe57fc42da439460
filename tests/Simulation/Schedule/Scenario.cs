using System.Collections.Immutable;

namespace Actors.Simulation.Schedule;

/// <summary>How large an installation is and how long it is disturbed: many seeds are small, few are large.</summary>
public sealed record Scenario
{
    public required int Silos { get; init; }
    public required int Slots { get; init; }
    /// <summary>Names of the agents; each drives an engine of its own.</summary>
    public required ImmutableList<string> Agents { get; init; }
    /// <summary>Environments, as <c>project/name</c>.</summary>
    public required ImmutableList<string> Environments { get; init; }
    /// <summary>The resources of each environment, each after what it needs.</summary>
    public required ImmutableList<SimResource> Resources { get; init; }
    public required int Deploys { get; init; }
    public required TimeSpan FaultyTime { get; init; }

    public int Projects => Environments.Select(environment => environment.Split('/')[0]).Distinct().Count();

    public static Scenario Of(Dice dice)
    {
        var size = dice.NextDouble() switch { < 0.8 => 0, < 0.98 => 1, _ => 2 };
        var agents = size switch { 0 => 1 + dice.Next(2), 1 => 2 + dice.Next(2), _ => 4 };
        ImmutableList<string> names = [.. Enumerable.Range(1, agents).Select(i => $"agent{i}")];
        ImmutableList<string> environments = size switch
        {
            0 => dice.Chance(0.4) ? ["alpha/one", "beta/one"] : ["alpha/one"],
            1 => dice.Chance(0.5) ? ["alpha/one", "alpha/two", "beta/one"] : ["alpha/one", "beta/one"],
            _ => ["alpha/one", "alpha/two", "beta/one", "beta/two", "gamma/one"],
        };
        return new()
        {
            Silos = 1 + dice.Next(3),
            Slots = 1 + dice.Next(3),
            Agents = names,
            Environments = environments,
            Resources = ResourcesOf(dice, names, size switch { 0 => 1 + dice.Next(3), 1 => 3 + dice.Next(3), _ => 8 }),
            Deploys = size == 0 ? 1 : 1 + dice.Next(2),
            FaultyTime = TimeSpan.FromSeconds(dice.Between(20, size == 0 ? 60 : 110)),
        };
    }

    private static ImmutableList<SimResource> ResourcesOf(Dice dice, ImmutableList<string> agents, int count)
    {
        List<SimResource> resources = [];
        for (var i = 0; i < count; i++)
        {
            var before = resources.Where(_ => dice.Chance(0.5)).Select(resource => resource.Name).ToImmutableList();
            var some = agents.Where(_ => dice.Chance(0.7)).ToImmutableList();
            resources.Add(new($"r{i}", before, some.IsEmpty ? agents : some, UsesState: dice.Chance(0.5), Harmless: dice.Chance(0.1), MaxAttempts: 1 + dice.Next(2)));
        }

        return [.. resources];
    }
}
