using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Scheduling.Agents;

namespace Actors.Scheduling.Tests.Agents;

public sealed class SlotWorkTests
{
    private static readonly AttemptId Attempt = new("org/project/env/run/a", 2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(7);

    [Fact]
    public void Leased_WholeLife_StartsWaitsReportsRemoves()
    {
        var work = Leased();
        Assert.Equal(SlotStep.Start, work.Next(At(0)));
        work = work.StartBegun().Started(Seen(WorkerPhase.Running));
        Assert.Equal(SlotStep.Wait, work.Next(At(1)));
        work = work.Observed(Seen(WorkerPhase.Ended, exitCode: 0));
        Assert.Equal(SlotStep.Report, work.Next(At(2)));
        work = work.Reported(new(SessionStatus.Live, Over: true), At(2));
        Assert.Equal(SlotStep.Remove, work.Next(At(3)));
        Assert.Equal(SlotStep.Free, work.Removed().Next(At(3)));
    }

    [Fact]
    public void Leased_NotBegunInTime_IsFreedAndNothingHappened() => Assert.Equal(SlotStep.Free, Leased().Next(At(10)));

    [Fact]
    public void Leased_BegunInTime_IsCarriedThrough() => Assert.Equal(SlotStep.Start, Leased().StartBegun().Next(At(60)));

    [Fact]
    public void Found_Running_OnlyWaits() => Assert.Equal(SlotStep.Wait, SlotWork.Found(Seen(WorkerPhase.Running), 1).Next(At(0)));

    [Fact]
    public void Found_Ended_IsReported() => Assert.Equal(SlotStep.Report, SlotWork.Found(Seen(WorkerPhase.Ended, exitCode: 3), 1).Next(At(0)));

    [Fact]
    public void StartRefused_IsReportedWithItsReason()
    {
        var work = Leased().StartBegun().StartRefused("w", ReasonCode.ImagePull, "no such image");

        Assert.Equal(SlotStep.Report, work.Next(At(0)));
        Assert.Equal((ReasonCode.ImagePull, "no such image", 1), (work.Report("agent", "").Reason, work.Report("agent", "").Message, work.Report("agent", "").Epoch));
    }

    [Fact]
    public void AbandonsStart_OnlyWhenCancelledBeforeTheEngineHasIt()
    {
        Assert.False(Leased().StartBegun().AbandonsStart);
        Assert.True(Leased().StartBegun().Stop(ReasonCode.Cancelled, "w").AbandonsStart);
        Assert.False(Leased().StartBegun().Stop(ReasonCode.AgentLost, "w").AbandonsStart);
        Assert.False(Running().Stop(ReasonCode.Cancelled, "w").AbandonsStart);
    }

    [Fact]
    public void StartAbandoned_IsRemovedAndThenReportedAsCancelled()
    {
        // The engine may have started it, and it may have begun to work: others must not before it is gone.
        var work = Leased().StartBegun().Stop(ReasonCode.Cancelled, "w").StartAbandoned("w");
        Assert.Equal(SlotStep.Remove, work.Next(At(0)));
        work = work.Removed();

        Assert.Equal(SlotStep.Report, work.Next(At(0)));
        Assert.Equal(ReasonCode.Cancelled, work.Report("agent", "").Reason);
    }

    [Fact]
    public void StartAbandoned_OverBeforeItIsRemoved_IsNotReported()
    {
        var work = Leased().StartBegun().Stop(ReasonCode.Cancelled, "w").StartAbandoned("w").End();
        Assert.Equal(SlotStep.Remove, work.Next(At(0)));
        Assert.Equal(SlotStep.Free, work.Removed().Next(At(0)));
    }

    [Fact]
    public void StartFailed_WithoutReason_IsTriedAgainAFewTimes()
    {
        var work = Leased().StartBegun();
        for (var i = 1; i < SlotWork.MaxStartFailures; i++)
        {
            work = work.StartFailed("w", "connection reset");
            Assert.Equal(SlotStep.Start, work.Next(At(60)));
        }

        work = work.StartFailed("w", "connection reset");
        Assert.Equal(SlotStep.Remove, work.Next(At(60)));
        work = work.Removed();
        Assert.Equal((SlotStep.Report, ReasonCode.StartError), (work.Next(At(60)), work.Report("agent", "").Reason));
    }

    [Fact]
    public void Stop_Running_StopsOnceAndAgainOnlyWhenGraceWasNotHeeded()
    {
        var work = Running().Stop(ReasonCode.Cancelled, "w");
        Assert.Equal(SlotStep.Stop, work.Next(At(0)));
        work = work.StopSent(At(0)).Stop(ReasonCode.Cancelled, "w");
        Assert.Equal(SlotStep.Wait, work.Next(At(1)));
        Assert.Equal(Grace + SlotWork.ReportTime + SlotWork.StopAgain, work.WakeAt);
        Assert.Equal(SlotStep.Stop, work.Next(Grace + SlotWork.ReportTime + SlotWork.StopAgain));
    }

    [Fact]
    public void Stop_BeforeTheStart_RemovesWhatMayBeThereAndStartsNothing()
    {
        // A lease is sent again when its slot lost its memory: then its worker is there and works.
        var work = Leased().Stop(ReasonCode.Cancelled, "w");
        Assert.Equal(SlotStep.Remove, work.Next(At(0)));
        work = work.Removed();

        Assert.Equal((SlotStep.Report, ReasonCode.Cancelled), (work.Next(At(0)), work.Report("agent", "").Reason));
    }

    [Fact]
    public void Stop_WhileTheEngineStartsIt_StopsWhatWasStarted()
    {
        var work = Leased().StartBegun().Stop(ReasonCode.Cancelled, "w");

        Assert.Equal(SlotStep.Stop, work.Started(Seen(WorkerPhase.Running)).Next(At(0)));
    }

    [Theory]
    [InlineData(ReasonCode.Cancelled)]
    [InlineData(ReasonCode.AgentLost)]
    public void Stop_BetweenTwoFailedStarts_RemovesWhatMayBeThereAndStartsNothing(ReasonCode reason)
    {
        var work = Leased().StartBegun().StartFailed("w", "connection reset");
        Assert.Equal(SlotStep.Start, work.Next(At(0)));

        work = work.Stop(reason, "w");
        Assert.Equal((SlotStep.Remove, false), (work.Next(At(0)), work.AbandonsStart));
        work = work.Removed();
        Assert.Equal((SlotStep.Report, reason), (work.Next(At(0)), work.Report("agent", "").Reason));
    }

    [Theory]
    [InlineData(ReasonCode.Cancelled)]
    [InlineData(ReasonCode.AgentLost)]
    public void StartFailed_ToBeStopped_IsNotTriedAgain(ReasonCode reason)
    {
        var work = Leased().StartBegun().Stop(reason, "w").StartFailed("w", "connection reset");
        Assert.Equal((SlotStep.Remove, false), (work.Next(At(0)), work.AbandonsStart));
        work = work.Removed();
        Assert.Equal((SlotStep.Report, reason), (work.Next(At(0)), work.Report("agent", "").Reason));
        Assert.Contains("connection reset", work.Report("agent", "").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_WhileTheEngineIsAskedAgain_WaitsForItsAnswer()
    {
        var work = Leased().StartBegun().StartFailed("w", "connection reset").StartBegun().Stop(ReasonCode.AgentLost, "w");

        Assert.Equal(SlotStep.Stop, work.Started(Seen(WorkerPhase.Running)).Next(At(0)));
    }

    [Theory]
    [InlineData(WorkerPhase.Ended, 0, null, ReasonCode.None, ReasonCode.None, ReasonCode.None)]
    [InlineData(WorkerPhase.Ended, 3, null, ReasonCode.None, ReasonCode.None, ReasonCode.ExitCode)]
    [InlineData(WorkerPhase.Ended, 137, 9, ReasonCode.None, ReasonCode.None, ReasonCode.WorkerLost)]
    [InlineData(WorkerPhase.Ended, 137, 9, ReasonCode.OutOfMemory, ReasonCode.None, ReasonCode.OutOfMemory)]
    [InlineData(WorkerPhase.Gone, null, null, ReasonCode.None, ReasonCode.None, ReasonCode.Deleted)]
    [InlineData(WorkerPhase.Ended, 143, 15, ReasonCode.None, ReasonCode.Cancelled, ReasonCode.Cancelled)]
    [InlineData(WorkerPhase.Ended, 143, 15, ReasonCode.None, ReasonCode.AgentLost, ReasonCode.AgentLost)]
    [InlineData(WorkerPhase.Ended, 137, 9, ReasonCode.OutOfMemory, ReasonCode.Cancelled, ReasonCode.OutOfMemory)]
    [InlineData(WorkerPhase.Ended, null, 15, ReasonCode.Cancelled, ReasonCode.AgentLost, ReasonCode.AgentLost)]
    public void Report_SaysWhy(WorkerPhase phase, int? exitCode, int? signal, ReasonCode said, ReasonCode stopped, ReasonCode expected)
    {
        var work = stopped == ReasonCode.None ? Running() : Running().Stop(stopped, "w").StopSent(At(0));
        work = work.Observed(Seen(phase, exitCode) with { Signal = signal, Reason = said });

        Assert.Equal((expected, exitCode), (work.Report("agent", "").Reason, work.Report("agent", "").ExitCode));
    }

    [Fact]
    public void Report_LongTail_IsCut() =>
        Assert.Equal(AgentProtocol.MaxMessage, Running().Observed(Seen(WorkerPhase.Ended, 1)).Report("agent", new('x', 10_000)).Message!.Length);

    [Fact]
    public void Report_NotEnded_Throws() => Assert.Throws<InvalidOperationException>(() => Leased().Report("agent", ""));

    [Fact]
    public void Reported_NotOver_IsReportedAgainLater()
    {
        var work = Running().Observed(Seen(WorkerPhase.Ended, 0)).Reported(new(SessionStatus.Live, Over: false), At(1));

        Assert.Equal(SlotStep.Wait, work.Next(At(1)));
        Assert.Equal(SlotStep.Report, work.Next(At(1) + SlotWork.ReportAgain));
    }

    [Fact]
    public void Reported_UnknownSession_IsReportedAtOnceFromTheNextOne()
    {
        var work = Running().Observed(Seen(WorkerPhase.Ended, 0)).Reported(new(SessionStatus.Unknown, Over: false), At(1));

        Assert.Equal(SlotStep.Wait, work.Next(At(1)));
        Assert.Equal((SlotStep.Report, 2), (work.Renewed(2).Next(At(1)), work.Renewed(2).Report("agent", "").Epoch));
    }

    [Fact]
    public void Reported_Superseded_RemovesNothing() =>
        Assert.Equal(SlotStep.Free, Running().Observed(Seen(WorkerPhase.Ended, 0)).Reported(new(SessionStatus.Superseded, Over: true), At(1)).Next(At(1)));

    [Fact]
    public void End_WhileRunning_RemovesAtOnce() => Assert.Equal(SlotStep.Remove, Running().End().Next(At(0)));

    [Fact]
    public void Observed_AfterTheEnd_NeverRunsAgain() => Assert.True(Running().Observed(Seen(WorkerPhase.Ended, 0)).Observed(Seen(WorkerPhase.Running)).Ended);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static SlotWork Leased() => SlotWork.Leased(new() { Attempt = Attempt, Ticket = "t", Grace = Grace }, epoch: 1, startBefore: At(10));

    private static SlotWork Running() => Leased().StartBegun().Started(Seen(WorkerPhase.Running));

    private static WorkerObservation Seen(WorkerPhase phase, int? exitCode = null) => new() { Attempt = Attempt, Worker = "w", Phase = phase, ExitCode = exitCode };
}
