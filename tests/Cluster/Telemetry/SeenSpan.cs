namespace Actors.Cluster.Telemetry;

/// <summary>A span as a collector gets it. Ids are in hexadecimal; a root's parent is empty.</summary>
internal sealed record SeenSpan(string Instance, string Source, string Name, string Trace, string Id, string Parent);
