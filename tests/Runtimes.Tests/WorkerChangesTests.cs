using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Tests;

public sealed class WorkerChangesTests
{
    private readonly WorkerChanges _changes = new();

    [Fact]
    public void Take_FirstView_IsAllThatIsThere() =>
        Assert.Equal([Worker("a"), Worker("b", WorkerPhase.Ended)], _changes.Take(View([Worker("a"), Worker("b", WorkerPhase.Ended)])).OrderBy(worker => worker.Worker));

    [Fact]
    public void Take_SameViewAgain_IsNothing()
    {
        _changes.Take(View([Worker("a")]));

        Assert.Empty(_changes.Take(View([Worker("a")])));
    }

    [Fact]
    public void Take_OneChanged_IsThatOne()
    {
        _changes.Take(View([Worker("a"), Worker("b")]));

        Assert.Equal([Worker("b", WorkerPhase.Ended)], _changes.Take(View([Worker("a"), Worker("b", WorkerPhase.Ended)])));
    }

    [Fact]
    public void Take_RemovedByThisAgent_IsGoneOnce()
    {
        _changes.Take(View([Worker("a")]));

        Assert.Equal([Worker("a", WorkerPhase.Gone)], _changes.Take(View([])));
        Assert.Empty(_changes.Take(View([])));
    }

    [Fact]
    public void Take_RemovedBySomebodyElse_SaysWhy()
    {
        var why = Worker("a", WorkerPhase.Gone) with { Reason = ReasonCode.Deleted, Message = "removed by hand" };
        _changes.Take(View([Worker("a")]));

        Assert.Equal([why], _changes.Take(View([], why)));
        Assert.Empty(_changes.Take(View([], why)));
    }

    [Fact]
    public void Take_DeletedAndNeverSeen_IsNothing() => Assert.Empty(_changes.Take(View([], Worker("a", WorkerPhase.Gone))));

    [Fact]
    public void Take_GoneAndThereAgain_IsToldAgain()
    {
        _changes.Take(View([Worker("a")]));
        _changes.Take(View([]));

        Assert.Equal([Worker("a")], _changes.Take(View([Worker("a")])));
    }

    internal static WorkerObservation Worker(string name, WorkerPhase phase = WorkerPhase.Running) => new() { Attempt = new(name, 1), Worker = name, Phase = phase };

    internal static ImmutableDictionary<string, WorkerObservation> Named(params IEnumerable<WorkerObservation> workers) => workers.ToImmutableDictionary(worker => worker.Worker);

    private static WorkerView View(IEnumerable<WorkerObservation> workers, params IEnumerable<WorkerObservation> deleted) => new(Named(workers), Named(deleted), Task.CompletedTask);
}
