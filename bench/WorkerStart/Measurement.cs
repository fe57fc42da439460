namespace Actors.WorkerStart;

/// <summary>One worker.</summary>
/// <param name="First">Seconds to its first sign of life: the first call of our worker, the first instruction of a container that was started by hand.</param>
/// <param name="Whole">Seconds to the end: the accepted result, or the end of the command that started the container.</param>
internal sealed record Measurement(double First, double Whole)
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
