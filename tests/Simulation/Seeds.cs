using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Actors.Simulation;

/// <summary>Runs many seeds on all processors, and says what came of it.</summary>
public sealed class Seeds
{
    private const int MaxBroken = 3;
    private readonly ConcurrentDictionary<int, string> _broken = new();
    private readonly long[] _faults = new long[Enum.GetValues<Fault>().Length];
    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _longest;
    private ulong _digest;
    private long _steps;
    private int _count;

    /// <summary>Results that were accepted.</summary>
    public long Results { get; private set; }

    /// <summary>Broken promises by seed; at most a few, since the rest is not run then.</summary>
    public IReadOnlyDictionary<int, string> Broken => _broken;

    /// <summary>Faults that happened in no seed.</summary>
    public IReadOnlyList<Fault> Missing => [.. Enum.GetValues<Fault>().Where(fault => _faults[(int)fault] == 0)];

    public void Run(int first, int count, CancellationToken cancellationToken)
    {
        Parallel.For(first, first + count, OnAllProcessors(cancellationToken), (seed, loop) =>
        {
            try
            {
                Add(Simulator.Run(seed));
            }
            catch (PromiseBrokenException)
            {
                _broken[seed] = Replay(seed);
                if (_broken.Count >= MaxBroken) loop.Stop();
            }
        });
    }

    public static ParallelOptions OnAllProcessors(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };

    /// <summary>Runs a seed with its trace; says what it breaks, and how to see that again.</summary>
    public static string Replay(int seed)
    {
        var path = Path.Combine(AppContext.BaseDirectory, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}.txt"));
        try
        {
            var world = Simulator.Run(seed, traced: true).World;
            File.WriteAllLines(path, world.Trace);
            return string.Create(CultureInfo.InvariantCulture, $"seed {seed} keeps every promise: {world.Steps} steps, digest {world.Digest:x16}, trace in {path}");
        }
        catch (PromiseBrokenException broken)
        {
            File.WriteAllLines(path, broken.Trace);
            return new StringBuilder()
                .AppendLine(CultureInfo.InvariantCulture, $"seed {seed} breaks {broken.Message}")
                .AppendLine(CultureInfo.InvariantCulture, $"trace: {path}, its end:")
                .AppendJoin('\n', broken.Trace.TakeLast(20)).AppendLine()
                .Append(CultureInfo.InvariantCulture, $"replay: ACTORS_SIM_SEED={seed} dotnet test --project tests/Simulation -c Release --filter-method *AllSeeds*")
                .ToString();
        }
    }

    public string Summary() => string.Create(CultureInfo.InvariantCulture,
        $"{_count} seeds, {_steps} steps (digest {_digest:x16}), {Results} accepted results in {_watch.Elapsed.TotalSeconds:F0} s; the longest took {_longest.TotalMinutes:F0} min of simulated time; faults: ")
        + string.Join(", ", Enum.GetValues<Fault>().Select(fault => $"{fault} {_faults[(int)fault]}"));

    private void Add(Installation installation)
    {
        lock (_lock)
        {
            _count++;
            _steps += installation.World.Steps;
            // The order in which seeds end is not theirs: a sum does not see it.
            _digest = unchecked(_digest + installation.World.Digest);
            Results += installation.Promises.Results;
            if (installation.World.Elapsed > _longest) _longest = installation.World.Elapsed;
            for (var i = 0; i < _faults.Length; i++) _faults[i] += installation.World.Faults[i];
        }
    }
}
