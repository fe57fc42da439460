using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Scheduling.Capacity;

namespace Actors.Scheduling.Tests.Capacity;

public sealed class CapacityCheckTests
{
    private const long Gibi = 1L << 30;
    private static readonly Dictionary<WorkerKind, WorkerSize> Sizes = Enum.GetValues<WorkerKind>().ToDictionary(kind => kind, WorkerSize.Default);

    [Theory]
    [InlineData(10, 2000, 24, null, "10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine has 2 cores and 24 GiB: set numWorkers to 3, or give the engine 4 more cores")]
    [InlineData(10, 8000, 8, null, "10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine has 8 cores and 8 GiB: set numWorkers to 6, or give the engine 4 GiB more memory")]
    [InlineData(10, 1000, 2, null, "10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine has 1 core and 2 GiB: set numWorkers to 1, or give the engine 5 more cores and 10 GiB more memory")]
    [InlineData(2, 500, 8, null, "2 workers of up to 500m/1Gi need 1.2 cores and 2.3 GiB with 15 % headroom, the engine has 0.5 cores and 8 GiB: not even one fits: give the engine 1 more core, or lower the agent's Sizes")]
    [InlineData(10, 8000, 16, 4, "10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine has 8 cores and 16 GiB and takes 4 workers: set numWorkers to 4, or give the engine room for 6 more workers")]
    public void Of_EngineTooSmall_SaysInOneLineWhatToChange(int workers, int cpu, int memory, int? pods, string line)
    {
        var verdict = CapacityCheck.Of(workers, Sizes, new() { CpuMillis = cpu, MemoryBytes = memory * Gibi, Pods = pods });

        Assert.False(verdict.Fits);
        Assert.Equal(line, verdict.Line);
    }

    [Theory]
    [InlineData(10, 5750, 12, true, "10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine has 5.7 cores and 12 GiB")]
    [InlineData(1, 4000, 8, true, "1 worker of up to 500m/1Gi needs 0.6 cores and 1.2 GiB with 15 % headroom, the engine has 4 cores and 8 GiB")]
    [InlineData(10, 8000, null, null, "10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine has 8 cores and does not tell its memory")]
    [InlineData(10, null, null, null, "10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine does not tell its CPU or memory")]
    public void Of_EngineThatMayDo_GivesNoAdvice(int workers, int? cpu, int? memory, bool? fits, string line)
    {
        var verdict = CapacityCheck.Of(workers, Sizes, new() { CpuMillis = cpu, MemoryBytes = memory * Gibi });

        Assert.Equal(fits, verdict.Fits);
        Assert.Equal(line, verdict.Line);
    }

    [Fact]
    public void Of_OneResourceTooSmallAndTheOtherUntold_DoesNotFit() =>
        Assert.Contains("give the engine 5 more cores", CapacityCheck.Of(10, Sizes, new() { CpuMillis = 1000 }).Line, StringComparison.Ordinal);

    [Fact]
    public void Of_EachKind_TellsWhatItNeedsAndHowManyFit()
    {
        var verdict = CapacityCheck.Of(10, Sizes, new() { CpuMillis = 2000, MemoryBytes = 24 * Gibi });

        var git = verdict.Needs.Single(need => need.Kind == WorkerKind.Git);
        Assert.Equal((2875L, 10L * (512 << 20) * 115 / 100, 6L), (git.CpuMillis, git.MemoryBytes, git.Fit));
        Assert.Equal(17, verdict.Needs.Single(need => need.Kind == WorkerKind.Function).Fit);
    }

    [Fact]
    public void Of_KindsThatAreLargeInDifferentWays_CountsTheLargestOfBoth()
    {
        var sizes = new Dictionary<WorkerKind, WorkerSize> { [WorkerKind.Git] = new(1000, 64 << 20), [WorkerKind.Function] = new(100, 300 << 20) };

        Assert.StartsWith("4 workers of up to 1000m/300Mi need 4.6 cores and 1.4 GiB", CapacityCheck.Of(4, sizes, new() { CpuMillis = 1, MemoryBytes = 1 }).Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoSlots_Fits() => Assert.True(CapacityCheck.Of(0, Sizes, new() { CpuMillis = 1, MemoryBytes = 1 }).Fits);

    [Fact]
    public void Of_AnyNumbers_TheAdviceIsRight()
    {
        var random = new Random(42);
        for (var i = 0; i < 5_000; i++)
        {
            var sizes = Enum.GetValues<WorkerKind>().Where(_ => random.Next(3) > 0).ToDictionary(kind => kind, _ => new WorkerSize(random.Next(1, 4000), random.NextInt64(1, 8 * Gibi)));
            var capacity = new EngineCapacity
            {
                CpuMillis = random.Next(5) == 0 ? null : random.Next(0, 64_000),
                MemoryBytes = random.Next(5) == 0 ? null : random.NextInt64(0, 256 * Gibi),
                Pods = random.Next(3) == 0 ? random.Next(0, 50) : null,
            };
            var workers = random.Next(0, 60);

            var verdict = CapacityCheck.Of(workers, sizes, capacity);

            Assert.Single(verdict.Line.Split('\n'));
            var advised = System.Text.RegularExpressions.Regex.Match(verdict.Line, "numWorkers to ([0-9]+)");
            Assert.True(verdict.Fits == false || !advised.Success);
            if (advised.Success)
            {
                // What is advised fits, and one more would not.
                var count = int.Parse(advised.Groups[1].Value, null);
                Assert.NotEqual(false, CapacityCheck.Of(count, sizes, capacity).Fits);
                Assert.False(CapacityCheck.Of(count + 1, sizes, capacity).Fits);
            }
            else if (verdict.Fits == false)
            {
                Assert.False(CapacityCheck.Of(1, sizes, capacity).Fits);
            }
        }
    }
}
