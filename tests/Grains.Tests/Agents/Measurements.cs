using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Contracts.Telemetry;

namespace Actors.Grains.Tests.Agents;

/// <summary>Listens to one instrument of the product.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(double Value, IReadOnlyDictionary<string, object?> Tags)> _seen = new();

    public Measurements(MetricInfo instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Meter.Name == instrument.Meter && published.Name == instrument.Name)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add(value, tags));
        _listener.Start();
    }

    /// <summary>Asks the gauges now; what was seen before is forgotten.</summary>
    public Measurements Now()
    {
        _seen.Clear();
        _listener.RecordObservableInstruments();
        return this;
    }

    /// <summary>What was measured with a tag of this value.</summary>
    public IReadOnlyList<(double Value, IReadOnlyDictionary<string, object?> Tags)> With(string tag, string value) => [.. _seen.Where(each => Equals(each.Tags.GetValueOrDefault(tag), value))];

    /// <summary>The one value of an agent's gauge; null: it shows none.</summary>
    public double? Of(string agent) => With("agent", agent) is [var only] ? only.Value : null;

    public void Dispose() => _listener.Dispose();

    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _seen.Enqueue((value, new Dictionary<string, object?>(tags.ToArray())));
}
