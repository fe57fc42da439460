using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Pods;
using Actors.Runtimes.Kubernetes.Watching;

namespace Actors.Runtimes.Tests.Kubernetes;

public sealed class PodVerdictTests
{
    private static readonly PodVerdict Verdict = new(pendingLimit: TimeSpan.FromMinutes(5), waitingGrace: TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData("ContainerCreating", 29, false)]
    [InlineData("ContainerCreating", 30, true)]
    [InlineData("ImagePullBackOff", 4, false)]
    [InlineData("ImagePullBackOff", 5, true)]
    public void Judge_OrderedToEndBeforeItsNodeSaysThatItRuns_HasEndedWhenItCannotRunAnyMore(string waiting, int seconds, bool isOver)
    {
        var judgement = Judge(Deleted() with { Waiting = (waiting, "") }, seconds);

        Assert.Equal(isOver ? WorkerPhase.Ended : WorkerPhase.Pending, judgement.Observation.Phase);
        Assert.Equal(isOver ? null : TimeSpan.FromSeconds(waiting == "ContainerCreating" ? 30 : 5), judgement.Again);
    }

    [Fact]
    public void Judge_ItsNodeTellsLateThatItRuns_WaitsForItsEnd()
    {
        Assert.Equal(WorkerPhase.Running, Judge(Deleted() with { Running = true }, 31).Observation.Phase);
        var end = Judge(Deleted() with { End = new(5, null, null, null) }, 32).Observation;
        Assert.Equal((WorkerPhase.Ended, ReasonCode.Cancelled, 5), (end.Phase, end.Reason, end.ExitCode));
    }

    [Fact]
    public void Judge_ItsNodeConfirms_HasEndedAtOnce() => Assert.Equal(WorkerPhase.Ended, Judge(Deleted() with { DeletionGrace = 0 }, 1).Observation.Phase);

    private static PodJudgement Judge(PodState pod, int seconds) => Verdict.Judge(pod, new(TimeSpan.Zero, null, null, TimeSpan.Zero), TimeSpan.FromSeconds(seconds));

    private static PodState Deleted() => new()
    {
        Attempt = new AttemptId("org/project/env/run/task", 1), Name = "pod", Namespace = "default", Uid = "1", Node = "node", Phase = "Pending", Deleting = true, DeletionGrace = 300, TerminationGrace = 30,
        Order = PodOrder.Of(ReasonCode.Cancelled, TimeSpan.FromMinutes(5)),
    };
}
