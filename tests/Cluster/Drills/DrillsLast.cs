using Xunit.Sdk;
using Xunit.v3;

namespace Actors.Cluster.Drills;

/// <summary>Drills come last: they measure, and by then the other test programs, which run beside this one, have ended.</summary>
public sealed class DrillsLast : ITestCollectionOrderer
{
    private static readonly string Namespace = typeof(DrillsLast).Namespace!;

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName.Contains(Namespace, StringComparison.Ordinal)).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];
}
