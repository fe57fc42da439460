global using System.Text.Json.Nodes;
global using Actors.Cluster.Support;

// Silos and their workers are processes that want the machine's cores, but for the most part these tests wait: four at a time. See Measured.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 4)]
