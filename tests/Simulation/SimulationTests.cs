using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Actors.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 1_000;
    private const int MaxBroken = 3;

    [Fact]
    public void Run_AllSeeds_KeepsEveryPromise()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("ACTORS_SIM_SEED"), CultureInfo.InvariantCulture, out var only))
        {
            Simulator.Run(only);
            return;
        }

        var watch = Stopwatch.StartNew();
        var (steps, results) = (0L, 0L);
        var broken = new ConcurrentDictionary<int, string>();
        Parallel.For(1, Seeds + 1, new() { CancellationToken = TestContext.Current.CancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            try
            {
                var installation = Simulator.Run(seed);
                Interlocked.Add(ref steps, installation.World.Steps);
                Interlocked.Add(ref results, installation.Promises.Results);
            }
            catch (PromiseBrokenException error)
            {
                broken[seed] = error.Message;
                if (broken.Count >= MaxBroken) loop.Stop();
            }
        });
        output.WriteLine($"{Seeds} seeds, {steps} steps, {results} accepted results in {watch.Elapsed.TotalSeconds:F0} s");
        Assert.True(broken.IsEmpty, string.Join("\n\n", broken.OrderBy(item => item.Key).Select(item => item.Value)));
        Assert.True(results > Seeds * 10, $"only {results} results were accepted");
    }

    [Fact]
    public void Run_SameSeedTwice_TakesTheSameSteps() => Assert.Equal(Simulator.Run(7).World.Trace, Simulator.Run(7).World.Trace);

    [Theory]
    [InlineData(typeof(AcceptsOldResults), "I1", "I5")]
    [InlineData(typeof(IgnoresCalls), "I8", "I5")]
    [InlineData(typeof(FavoursOneProject), "I7")]
    [InlineData(typeof(LeasesTooMany), "I2")]
    [InlineData(typeof(ReleasesEarly), "I4")]
    public void Run_BrokenMachine_BreaksAPromise(Type machine, params string[] promises)
    {
        var broken = Enumerable.Range(1, 200).Select(seed => Record.Exception(() => Simulator.Run(seed, SimMachines.With(machine))))
            .OfType<PromiseBrokenException>().FirstOrDefault();
        Assert.NotNull(broken);
        Assert.Contains(broken.Promise, promises);
    }
}
