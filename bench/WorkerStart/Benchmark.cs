using System.Globalization;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.WorkerStart;

/// <summary>Takes turns between our workers and containers that are started by hand, so that both meet the same machine.</summary>
internal static class Benchmark
{
    private static readonly int[] AtOnce = [1, 2, 4];

    public static async Task<int> RunAsync(string engine, string? kubeConfig, int rounds, CancellationToken cancellationToken)
    {
        var image = WorkerImages.Default(WorkerKind.Function);
        var byHand = engine == "docker" ? ByHand.Docker(image) : ByHand.Kubernetes(image, kubeConfig);
        var (ours, raw) = (new List<(int, Measurement)>(), new List<(int, Measurement)>());
        await using var silo = await Silo.StartAsync(engine, kubeConfig, cancellationToken);
        foreach (var workers in AtOnce)
        {
            await silo.PrepareAsync(workers, cancellationToken);
        }

        // The first round warms both up and does not count.
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var workers in AtOnce)
            {
                var mine = await silo.MeasureAsync(workers, cancellationToken);
                var theirs = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => byHand.MeasureAsync(cancellationToken)));
                if (round > 0)
                {
                    ours.AddRange(mine.Select(one => (workers, one)));
                    raw.AddRange(theirs.Select(one => (workers, one)));
                }
            }
        }

        await PrintAsync(engine, byHand.Command, rounds, ours, raw);
        return 0;
    }

    private static async Task PrintAsync(string engine, string command, int rounds, List<(int Workers, Measurement One)> ours, List<(int Workers, Measurement One)> raw)
    {
        var text = Console.Out;
        await text.WriteLineAsync($"{engine}: medians of {rounds} rounds in seconds, taken in turns; by hand: {command}");
        await text.WriteLineAsync("at once | lease to first call | by hand to first instruction | ratio | lease to accepted result | by hand to its end | ratio");
        foreach (var workers in AtOnce)
        {
            var cells = new[] { ours, raw }.Select(list => list.Where(entry => entry.Workers == workers).Select(entry => entry.One).ToList()).ToArray();
            var (first, rawFirst) = (Measurement.Median(cells[0].Select(one => one.First)), Measurement.Median(cells[1].Select(one => one.First)));
            var (whole, rawWhole) = (Measurement.Median(cells[0].Select(one => one.Whole)), Measurement.Median(cells[1].Select(one => one.Whole)));
            await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{workers,7} | {first,19:0.000} | {rawFirst,28:0.000} | {first / rawFirst,5:0.00} | {whole,24:0.000} | {rawWhole,18:0.000} | {whole / rawWhole,5:0.00}"));
        }
    }
}
