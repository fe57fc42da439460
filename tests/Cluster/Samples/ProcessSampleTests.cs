namespace Actors.Cluster.Samples;

/// <summary>The samples with workers that are processes.</summary>
public sealed class ProcessSampleTests(ProcessSampleSilos silos) : SampleTests(silos), IClassFixture<ProcessSampleSilos>;
