global using System.Text.Json.Nodes;
global using Actors.Cluster.Support;

// Silos and their workers are processes that want the machine's cores for themselves.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

// They measure; see there.
[assembly: TestCollectionOrderer(typeof(Actors.Cluster.Drills.DrillsLast))]
