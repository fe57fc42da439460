using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Actors.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int DefaultSeeds = 10_000;
    private const int BrokenWithin = 2_000;

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
        // Runners show no output of tests that passed.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "simulation.txt"), seeds.Summary() + Environment.NewLine);
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
    [InlineData(typeof(RunsAgain), "I1")]
    [InlineData(typeof(LeasesTooMany), "I2")]
    [InlineData(typeof(SaysNothing), "I3")]
    [InlineData(typeof(NeverTouches), "I3")]
    [InlineData(typeof(ReleasesEarly), "I4")]
    [InlineData(typeof(BelievesOldExits), "I5")]
    [InlineData(typeof(ForgetsLocks), "I6")]
    [InlineData(typeof(ClearsNothing), "I6")]
    [InlineData(typeof(FavoursOneProject), "I7")]
    [InlineData(typeof(Impatient), "I8")]
    [InlineData(typeof(TrustsItsMemory), "I5")]
    public void Run_BrokenMachine_BreaksAPromise(Type machine, params string[] promises)
    {
        var found = new ConcurrentDictionary<int, PromiseBrokenException>();
        Parallel.For(1, BrokenWithin + 1, Seeds.OnAllProcessors(TestContext.Current.CancellationToken), (seed, loop) =>
        {
            if (Record.Exception(() => Simulator.Run(seed, SimMachines.With(machine))) is not PromiseBrokenException broken || !promises.Contains(broken.Promise)) return;
            found[seed] = broken;
            loop.Break();
        });
        Assert.False(found.IsEmpty, $"{BrokenWithin} seeds did not show that {machine.Name} breaks {string.Join(" or ", promises)}");
        var (seed, first) = found.OrderBy(item => item.Key).First();
        output.WriteLine($"seed {seed}: {first.Message.Split('\n')[0]}");
    }

    /// <summary>What most seeds take for stored and read again is what JSON makes of it.</summary>
    [Fact]
    public void Run_StatesAsJson_TakesTheSameSteps()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var (plain, json) = (Simulator.Run(seed, json: false).World, Simulator.Run(seed, json: true).World);
            Assert.True((plain.Steps, plain.Digest) == (json.Steps, json.Digest), $"seed {seed} goes another way when its states are stored as JSON");
        }
    }

    /// <summary>Nothing depends on what differs between processes, such as the order of a set of strings.</summary>
    [Fact]
    public async Task Run_SameSeedInAnotherProcess_TakesTheSameSteps()
    {
        const int Seed = 3;
        Assert.SkipWhen(Number("ACTORS_SIM_SEED") is not null, "this is the other process");
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"*.{nameof(Run_AllSeeds_KeepsEveryPromise)}", "-showLiveOutput", "-noColor"]) { RedirectStandardOutput = true };
        start.Environment["ACTORS_SIM_SEED"] = Seed.ToString(CultureInfo.InvariantCulture);
        foreach (var key in start.Environment.Keys.Where(key => key.Contains("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(key);
        using var other = Process.Start(start)!;
        var said = await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"digest {Simulator.Run(Seed).World.Digest:x16}", said, StringComparison.Ordinal);
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
