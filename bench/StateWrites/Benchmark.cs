using System.Diagnostics;
using Actors.Contracts.Storage;
using Actors.Storage;
using Actors.Storage.GrainState;
using Actors.Storage.Protection;
using Actors.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Actors.StateWrites;

/// <summary>Takes turns between a grain storage that seals and one that does not, on one database.</summary>
internal static class Benchmark
{
    private static readonly int[] Sizes = [500, 4_000, 40_000];
    private static readonly int[] Writers = [1, 64];

    private sealed record Measurement(double Wall, double Processor);

    public static async Task<int> RunAsync(string? database, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("actors-bench-");
        try
        {
            await using var services = Open(database, folder.FullName);
            await services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(CancellationToken.None);
            await SealAloneAsync(services.GetRequiredService<Sealer>());
            var storages = new[] { (ISealer)services.GetRequiredService<Sealer>(), new NoSeal() }.Select(sealer => new SqlGrainStorage(services.GetRequiredService<SqlDatabase>(),
                services.GetRequiredService<IStateWriter>(), sealer, services.GetRequiredService<StorageOptions>(), TimeProvider.System)).ToArray();
            Console.WriteLine("each write:      sealed ms   plain ms   ratio   sealed CPU ms   plain CPU ms   ratio");
            Console.WriteLine("bytes  writers");
            foreach (var (size, writers) in Sizes.SelectMany(size => Writers.Select(writers => (size, writers))))
            {
                var results = new[] { new List<Measurement>(), new List<Measurement>() };
                for (var i = -1; i < rounds; i++)
                {
                    // The first round warms up; after it each goes first every other time.
                    foreach (var which in i % 2 == 0 ? new[] { 0, 1 } : [1, 0])
                    {
                        var result = await RoundAsync(storages[which], size, writers);
                        if (i >= 0) results[which].Add(result);
                    }
                }
                var (wall, processor) = (results.Select(x => Median(x.Select(y => y.Wall))).ToArray(), results.Select(x => Median(x.Select(y => y.Processor))).ToArray());
                Console.WriteLine(FormattableString.Invariant(
                    $"{size,5} {writers,8} {wall[0],11:0.000} {wall[1],10:0.000} {wall[0] / wall[1],7:0.00} {processor[0],15:0.000} {processor[1],14:0.000} {processor[0] / processor[1],7:0.00}"));
            }
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServiceProvider Open(string? database, string folder)
    {
        var services = new ServiceCollection().AddLogging();
        IReadOnlyList<RingKey> keys = [new SecretRingKey("the key of a measurement, and of nothing else")];
        if (database is not null) services.AddActorsPostgreSqlStorage(options => (options.ConnectionString, options.RingKeys) = (database, _ => keys));
        else services.AddActorsSqliteStorage(options => (options.DataFolder, options.RingKeys) = (folder, _ => keys));
        return services.BuildServiceProvider();
    }

    private static async Task SealAloneAsync(Sealer sealer)
    {
        Console.WriteLine("bytes   seal µs   open µs");
        foreach (var size in Sizes)
        {
            const int times = 2000;
            var (place, plain, bytes) = (SealedPlace.GrainState("bench", "org/p/e", "state"), new byte[size], Array.Empty<byte>());
            for (var i = 0; i < times; i++) bytes = await sealer.SealAsync(place, plain, CancellationToken.None);
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < times; i++) bytes = await sealer.SealAsync(place, plain, CancellationToken.None);
            var sealing = Stopwatch.GetElapsedTime(began);
            began = Stopwatch.GetTimestamp();
            for (var i = 0; i < times; i++) await sealer.OpenAsync(place, bytes, CancellationToken.None);
            Console.WriteLine(FormattableString.Invariant($"{size,5} {sealing.TotalMicroseconds / times,9:0.0} {Stopwatch.GetElapsedTime(began).TotalMicroseconds / times,9:0.0}"));
        }
    }

    /// <summary>What each write takes: many writers at once, each with a state of its own that it writes ten times.</summary>
    private static async Task<Measurement> RoundAsync(SqlGrainStorage storage, int size, int writers)
    {
        const int times = 10;
        var text = new string('x', size);
        var run = Guid.NewGuid().ToString("N");
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(async () =>
        {
            var state = new GrainState<BenchState> { State = new() { Text = text } };
            for (var n = 0; n < times; n++) await storage.WriteStateAsync("state", GrainId.Create("bench", $"org/p/{run}-{i}"), state);
        })));
        return new(Stopwatch.GetElapsedTime(began).TotalMilliseconds / (times * writers), (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / (times * writers));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
