namespace Actors.Cluster.Support;

/// <summary>Tests that measure short times: they come one by one, after those that run side by side, when the machine is theirs.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured;
