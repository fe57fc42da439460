namespace Actors.Simulation.Schedule;

/// <summary>Chance that depends on nothing but its seed (SplitMix64): the same on every machine and every release of .NET.</summary>
public sealed class Dice(long seed)
{
    private ulong _state = unchecked((ulong)seed * 0x9E3779B97F4A7C15);

    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(Next() % (ulong)bound);

    public bool Chance(double probability) => NextDouble() < probability;

    public double Between(double from, double to) => from + (NextDouble() * (to - from));

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    private ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
