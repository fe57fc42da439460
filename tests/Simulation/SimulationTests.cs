using System.Globalization;

namespace Actors.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int DefaultSeeds = 10_000;
    private const int BrokenWithin = 200;

    /// <summary><c>ACTORS_SIM_SEEDS</c>: how many seeds. <c>ACTORS_SIM_SEED</c>: only that one, with its trace.</summary>
    [Fact]
    public void Run_AllSeeds_KeepsEveryPromise()
    {
        if (Number("ACTORS_SIM_SEED") is { } only)
        {
            var report = Seeds.Replay(only);
            output.WriteLine(report);
            Assert.Contains("keeps every promise", report, StringComparison.Ordinal);
            return;
        }

        var count = Number("ACTORS_SIM_SEEDS") ?? DefaultSeeds;
        var seeds = new Seeds();
        seeds.Run(1, count, TestContext.Current.CancellationToken);
        output.WriteLine(seeds.Summary());
        Assert.True(seeds.Broken.Count == 0, string.Join("\n\n", seeds.Broken.OrderBy(item => item.Key).Select(item => item.Value)));
        Assert.True(seeds.Results > count * 2, $"only {seeds.Results} results were accepted");
        if (count >= DefaultSeeds) Assert.Empty(seeds.Missing);
    }

    [Fact]
    public void Run_SameSeedTwice_TakesTheSameSteps()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var (first, second, traced) = (Simulator.Run(seed).World, Simulator.Run(seed).World, Simulator.Run(seed, traced: true).World);
            Assert.Equal((first.Steps, first.Digest), (second.Steps, second.Digest));
            Assert.Equal((first.Steps, first.Digest), (traced.Steps, traced.Digest));
        }
    }

    [Theory]
    [InlineData(typeof(AcceptsOldResults), "I1", "I5")]
    [InlineData(typeof(AcceptsTwoResults), "I1")]
    [InlineData(typeof(LeasesTooMany), "I2")]
    [InlineData(typeof(SaysNothing), "I3")]
    [InlineData(typeof(NeverTouches), "I3")]
    [InlineData(typeof(ReleasesEarly), "I4")]
    [InlineData(typeof(ListensToOldWorkers), "I5")]
    [InlineData(typeof(ForgetsLocks), "I6")]
    [InlineData(typeof(KeepsWorkers), "I6")]
    [InlineData(typeof(FavoursOneProject), "I7")]
    [InlineData(typeof(IgnoresCalls), "I8", "I5")]
    public void Run_BrokenMachine_BreaksAPromise(Type machine, params string[] promises)
    {
        for (var seed = 1; seed <= BrokenWithin; seed++)
        {
            if (Record.Exception(() => Simulator.Run(seed, SimMachines.With(machine))) is not PromiseBrokenException broken) continue;
            output.WriteLine($"seed {seed}: {broken.Message.Split('\n')[0]}");
            Assert.Contains(broken.Promise, promises);
            return;
        }

        Assert.Fail($"{BrokenWithin} seeds did not find {machine.Name}");
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
