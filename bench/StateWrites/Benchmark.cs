using System.Diagnostics;
using Actors.Contracts.Storage;
using Actors.Storage;
using Actors.Storage.GrainState;
using Actors.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.StateWrites;

/// <summary>Takes turns between the grain storage, which seals, and its writer, which is handed what the former would have sealed.</summary>
internal static class Benchmark
{
    private static readonly int[] Sizes = [500, 4_000, 40_000];
    private static readonly int[] Writers = [1, 64];

    public static async Task<int> RunAsync(string? database, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("actors-bench-");
        try
        {
            await using var services = Open(database, folder.FullName);
            await services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(CancellationToken.None);
            await SealAloneAsync(services.GetRequiredService<Sealer>());
            Console.WriteLine("bytes  writers   sealed ms   plain ms   ratio");
            foreach (var size in Sizes)
            {
                foreach (var writers in Writers)
                {
                    var (with, without) = (new List<double>(), new List<double>());
                    for (var i = -1; i < rounds; i++)
                    {
                        var (first, second) = (await RoundAsync(services, size, writers, seal: i % 2 == 0), await RoundAsync(services, size, writers, seal: i % 2 != 0));
                        if (i < 0) continue; // The first round warms up.
                        with.Add(i % 2 == 0 ? first : second);
                        without.Add(i % 2 == 0 ? second : first);
                    }
                    Console.WriteLine(FormattableString.Invariant($"{size,5} {writers,8} {Median(with),11:0.000} {Median(without),10:0.000} {Median(with) / Median(without),7:0.00}"));
                }
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

    /// <summary>Milliseconds for each write: many writers at once, each with a state of its own that it writes ten times.</summary>
    private static async Task<double> RoundAsync(ServiceProvider services, int size, int writers, bool seal)
    {
        const int times = 10;
        var text = new string('x', size);
        var run = Guid.NewGuid().ToString("N");
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(async () =>
        {
            var key = $"org/p/{run}-{i}";
            if (seal)
            {
                var storage = services.GetRequiredService<IGrainStorage>();
                var state = new GrainState<BenchState> { State = new() { Text = text } };
                for (var n = 0; n < times; n++) await storage.WriteStateAsync("state", GrainId.Create("bench", key), state);
            }
            else
            {
                var writer = services.GetRequiredService<IStateWriter>();
                var state = new BenchState { Text = text };
                for (var n = 0; n < times; n++) await writer.WriteAsync(new("bench", key, "state", n == 0 ? null : n, StateJson.Serialize(state), "org", "p", state.GetIndex(), 1));
            }
        })));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / (times * writers);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
