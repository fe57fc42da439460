using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Grains.Agents;

namespace Actors.Grains.Tests.Agents;

/// <summary>Listens to one instrument of the agents.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(double Value, IReadOnlyDictionary<string, object?> Tags)> _seen = new();

    public Measurements(string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Meter.Name == AgentMetrics.MeterName && published.Name == instrument)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add(value, tags));
        _listener.Start();
    }

    /// <summary>What was measured with a tag of this value.</summary>
    public IReadOnlyList<(double Value, IReadOnlyDictionary<string, object?> Tags)> With(string tag, string value) => [.. _seen.Where(each => Equals(each.Tags.GetValueOrDefault(tag), value))];

    public void Dispose() => _listener.Dispose();

    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _seen.Enqueue((value, new Dictionary<string, object?>(tags.ToArray())));
}
