using Actors.Contracts.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using FsCheck.Xunit;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunQueueProperties : RunTestBase
{
    // Whatever comes, in any order: runs start in the order in which they were asked for, one at a time, each at most once; all that were accepted end, and nothing is lost over a restart.
    [Property(MaxTest = 500)]
    public void Queue_AnyEvents_StartsEachOnceAndInOrder(int seed)
    {
        var random = new Random(seed);
        Begin();
        var (accepted, started, ended) = (new List<string>(), new List<string>(), new HashSet<string>());
        for (var i = 0; i < 200; i++)
        {
            var before = State.Current?.Id;
            switch (random.Next(i < 120 ? 8 : 4))
            {
                case 0 when StartsNext is { } next:
                    Send(random.Next(4) == 0 ? new RunEvent.Refused(next, ReasonCode.InvalidInput, "no") : new RunEvent.Start(next, RunKind.Deploy, null, [Node("a")]));
                    break;
                case 1 when State.Current is { IsOpen: true } open:
                    EndOne(open.Id, (ActivityStatus)random.Next((int)ActivityStatus.Succeeded, (int)ActivityStatus.Cancelled + 1), open.Nodes[0].Generation);
                    break;
                case 2 when !State.Retired.IsEmpty:
                    Archive(State.Retired[random.Next(State.Retired.Count)]);
                    break;
                case 3:
                    Restart();
                    break;
                case 4 or 5:
                    if (Enqueue($"q{i:D3}").Ok) accepted.Add($"q{i:D3}");
                    break;
                case 6:
                    if (StartOne($"s{i:D3}").Ok) accepted.Add($"s{i:D3}");
                    break;
                case 7:
                    Send(random.Next(3) switch { 0 => new RunEvent.Retry(), 1 => new RunEvent.Cancel(), _ => new RunEvent.Cancel(All: true) });
                    break;
            }

            if (State.Current is { } current && current.Id != before) started.Add(current.Id);
            Assert.True(State.Queue.Count <= 10 && State.Retired.Count <= 14, $"{State.Queue.Count} wait, {State.Retired.Count} are retired");
            Assert.True(StartsNext is null || State.Current is not { IsOpen: true }, "two runs at a time");
            ended.UnionWith(State.Retired.Select(run => run.Id));
        }

        while (State.Current is { IsOpen: true } || StartsNext is not null || !State.Retired.IsEmpty)
        {
            if (State.Current is { IsOpen: true } open) EndOne(open.Id, generation: open.Nodes[0].Generation);
            else if (!State.Retired.IsEmpty) Archive(State.Retired[0]);
            else Send(new RunEvent.Start(StartsNext!, RunKind.Deploy, null, [Node("a")]));
            if (State.Current is { } current && current.Id != started.LastOrDefault()) started.Add(current.Id);
            ended.UnionWith(State.Retired.Select(run => run.Id));
        }

        Assert.Empty(State.Queue);
        Assert.Equal(started.Distinct(), started);
        Assert.Equal(accepted.Where(started.Contains), started);
        Assert.Equal(accepted.Order(StringComparer.Ordinal), ended.Union(started).Order(StringComparer.Ordinal));
    }

    private void Archive(RunRecord run)
    {
        Send(new RunEvent.Archived(run.Id));
        foreach (var node in run.Nodes) Send(new RunEvent.ActivityCleared(run.Id, node.Id));
    }
}
