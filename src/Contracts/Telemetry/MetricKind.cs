namespace Actors.Contracts.Telemetry;

/// <summary>What an instrument does with its values.</summary>
public enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter = 0,
    /// <summary>Says how it is now.</summary>
    Gauge,
    /// <summary>Counts values by size.</summary>
    Histogram,
}
