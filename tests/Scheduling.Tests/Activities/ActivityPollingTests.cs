using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Tests.Activities;

/// <summary>Functions that ask to be called again, fail for good, or fail for now.</summary>
public sealed class ActivityPollingTests
{
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Until = TimeSpan.FromMinutes(10);

    private static ActivitySpec Spec => new ActivityBench().Spec with { Kind = WorkerKind.Function, Repeat = Repeat, Until = Until };

    [Fact]
    public void Again_FreesTheSlotAndComesBackWithItsData()
    {
        var bench = new ActivityBench().Running(Spec);
        Assert.True(bench.Result(Again(3, "no ticket yet")).Ok);

        Assert.Equal((ActivityStatus.Queued, false, bench.Now + Repeat), (bench.State.Status, bench.State.IsHeld, bench.State.NotBefore));
        Assert.Contains(bench.Last.Effects, effect => effect is ActivityEffect.TellAgentOver);
        bench.Released();
        Assert.DoesNotContain(bench.Outstanding, effect => effect is ActivityEffect.Offer);
        bench.Pass(Repeat);
        Assert.Contains(bench.Outstanding, effect => effect is ActivityEffect.Offer { Value.Attempt.Number: 2 });
        bench.Lease().Call();
        Assert.Equal(3, bench.State.Previous!["counter"]!.GetValue<int>());
        Assert.True(bench.Result(new() { Succeeded = true, Outputs = new() { ["ok"] = true } }).Ok);
        Assert.Equal(ActivityStatus.Succeeded, bench.State.Status);
    }

    [Fact]
    public void Again_PeopleSeeWhatItWaitsForAndWhenItIsDue()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Result(Again(1, "no ticket yet"));

        Assert.Equal((ActivityStatus.Waiting, ReasonCode.Polling), (bench.View.State, bench.View.Reason));
        Assert.Contains("00:00:20", bench.View.Message, StringComparison.Ordinal);
        Assert.Contains("no ticket yet", bench.View.Message, StringComparison.Ordinal);
        var record = Assert.Single(bench.View.Attempts);
        Assert.Equal((ReasonCode.Polling, "no ticket yet"), (record.Reason, record.Message));
    }

    [Fact]
    public void Again_IsIndexedByItsDueTimeAndSurvivesARestart()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Result(Again(1));
        Assert.Equal((true, bench.Now + Repeat), (bench.State.GetIndex().Open, bench.State.GetIndex().Due));

        bench.Reactivate();
        bench.Send(new ActivityEvent.Create(bench.State.Spec!));
        bench.Send(new ActivityEvent.RunAnswered(0, true));
        bench.Released();
        Assert.Equal((ActivityStatus.Waiting, ReasonCode.Polling, bench.Now + Repeat), (bench.View.State, bench.View.Reason, bench.Due));
        bench.Pass(Repeat).Lease().Call();
        Assert.Equal(1, bench.State.Previous!["counter"]!.GetValue<int>());
    }

    [Fact]
    public void Again_WithoutSettings_TakesTheDefaults()
    {
        var bench = new ActivityBench().Running();
        bench.Result(Again(1));

        Assert.Equal(bench.Now + SchedulingOptions.Default.Repeat, bench.State.NotBefore);
    }

    [Fact]
    public void Again_WithoutAPause_PausesAllTheSame()
    {
        var bench = new ActivityBench().Running(Spec with { Repeat = TimeSpan.Zero });
        bench.Result(Again(1));

        Assert.Equal(bench.Now + SchedulingOptions.Default.BackOff, bench.State.NotBefore);
    }

    [Fact]
    public void Again_WithoutData_IsAnEmptyObject()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Result(new() { Reason = ReasonCode.Polling, Again = new() });

        Assert.Empty(bench.State.Previous!);
    }

    [Fact]
    public void Again_PastUntil_FailsAndSaysWhatItWaitedFor()
    {
        var bench = new ActivityBench().Running(Spec);
        var start = bench.Now;
        var calls = 1;
        while (bench.Result(Again(calls, "no ticket yet")).Ok && !bench.State.IsEnded)
        {
            bench.Released().Pass(Repeat).Lease().Call();
            calls++;
        }

        Assert.Equal((ActivityStatus.Failed, ReasonCode.DeadlineExceeded), (bench.State.Status, bench.State.Reason));
        Assert.Contains("no ticket yet", bench.State.Message, StringComparison.Ordinal);
        Assert.Contains("00:10:00", bench.State.Message, StringComparison.Ordinal);
        Assert.Equal((31, start + Until), (calls, bench.Now));
    }

    [Fact]
    public void Again_NobodyTakesItUntilItsTimeIsOver_FailsAndSaysWhy()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Result(Again(1));
        bench.Released().Pass(Repeat);
        foreach (var agent in bench.State.Spec!.Agents) bench.Send(new ActivityEvent.OfferAnswered(agent, bench.State.Memory.Round, AgentAvailability.Full));
        bench.Pass(Until);
        Assert.Equal(ActivityStatus.Queued, bench.State.Status);
        bench.Pass(SchedulingOptions.Default.StopSlack);

        Assert.Equal((ActivityStatus.Failed, ReasonCode.DeadlineExceeded), (bench.State.Status, bench.State.Reason));
        Assert.Contains("slots", bench.State.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Again_TheWaitForAnAgentBeginsWhenItIsDue()
    {
        var bench = new ActivityBench().Running(Spec with { Repeat = TimeSpan.FromMinutes(2), ScheduleToStart = TimeSpan.FromMinutes(1) });
        bench.Result(Again(1));
        bench.Released().Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(ActivityStatus.Queued, bench.State.Status);
        bench.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(ActivityStatus.Failed, bench.State.Status);
    }

    [Fact]
    public void Again_IsNoFailure_AndWhatFailedBeforeIsForgotten()
    {
        var bench = new ActivityBench().Running(Spec with { MaxAttempts = 2 });
        for (var round = 0; round < 5; round++)
        {
            bench.Result(new() { Reason = ReasonCode.Transient });
            Assert.Equal(ActivityStatus.Queued, bench.State.Status);
            bench.Released().Pass(TimeSpan.FromMinutes(1)).Lease().Call().Result(Again(round));
            Assert.Equal(0, bench.State.JobFailures);
            bench.Released().Pass(Repeat).Lease().Call();
        }
    }

    [Fact]
    public void Again_WhileItIsCancelled_IsCancelled()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Send(new ActivityEvent.Cancel(0));
        bench.Result(Again(1));

        Assert.Equal(ActivityStatus.Cancelled, bench.State.Status);
    }

    [Fact]
    public void Cancel_WhileItWaitsForItsNextCall_IsCancelledAtOnce()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Result(Again(1));
        Assert.True(bench.Send(new ActivityEvent.Cancel(0)).Ok);

        Assert.Equal(ActivityStatus.Cancelled, bench.State.Status);
    }

    [Fact]
    public void Again_Repeated_IsTakenOnce()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Result(Again(1));
        var due = bench.State.NotBefore;
        bench.Pass(TimeSpan.FromSeconds(3));

        Assert.True(bench.Result(Again(2)).Ok);
        Assert.Equal((due, 1), (bench.State.NotBefore, bench.State.Previous!["counter"]!.GetValue<int>()));
    }

    [Fact]
    public void Lost_BetweenTwoCalls_TheNextAttemptGetsTheSameData()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Result(Again(7));
        bench.Released().Pass(Repeat).Lease().Call().Exit(ReasonCode.NodeLost);
        bench.Released().Pass(TimeSpan.FromSeconds(2)).Lease(ActivityBench.Other).Call();

        Assert.Equal(7, bench.State.Previous!["counter"]!.GetValue<int>());
    }

    [Fact]
    public void Retry_ByTheUser_BeginsAnew()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Result(Again(1));
        bench.Released().Pass(Repeat).Lease().Call().Result(new() { Reason = ReasonCode.FunctionFailed });
        bench.Released().Send(new ActivityEvent.Create(Spec with { Generation = 1 }));

        Assert.Equal((ActivityStatus.Queued, null, null), (bench.State.Status, bench.State.Previous, bench.State.FirstLeasedAt));
    }

    [Fact]
    public void FunctionFailed_IsFinalWhateverAttemptsAreLeft()
    {
        var bench = new ActivityBench().Running(Spec with { MaxAttempts = 5 });
        bench.Result(new() { Reason = ReasonCode.FunctionFailed, Message = "no such zone" });

        Assert.Equal((ActivityStatus.Failed, ReasonCode.FunctionFailed, "no such zone"), (bench.State.Status, bench.State.Reason, bench.State.Message));
    }

    [Fact]
    public void Transient_IsTriedAgainWithBackOffUpToItsAttempts()
    {
        var bench = new ActivityBench().Running(Spec with { MaxAttempts = 3 });
        foreach (var wait in new[] { 1, 2 })
        {
            bench.Result(new() { Reason = ReasonCode.Transient, Message = "the API is busy" });
            Assert.Equal((ReasonCode.BackOff, bench.Now.AddSeconds(wait)), (bench.View.Reason, bench.State.NotBefore));
            bench.Released().Pass(TimeSpan.FromSeconds(wait)).Lease().Call();
        }

        bench.Result(new() { Reason = ReasonCode.Transient, Message = "the API is busy" });
        Assert.Equal((ActivityStatus.Failed, ReasonCode.Transient, "the API is busy"), (bench.State.Status, bench.State.Reason, bench.State.Message));
    }

    [Fact]
    public void Heard_FromAFunction_IsNoSignThatItsWorkerLives()
    {
        var bench = new ActivityBench().Running(Spec);
        bench.Pass(TimeSpan.FromSeconds(100));
        Assert.True(bench.Send(new ActivityEvent.Heard(1, "nonce", Worker: false)).Ok);
        bench.Pass(TimeSpan.FromSeconds(20));

        Assert.False(bench.State.IsHeld);
    }

    /// <summary>However a function answers and however long its calls take: it is never called before it is due, never after its time, its data is what it said last, and it ends.</summary>
    [Fact]
    public void Again_AnyCourse_KeepsItsTimes()
    {
        for (var seed = 0; seed < 500; seed++) Course(new Random(seed), seed);
    }

    private static void Course(Random random, int seed)
    {
        var spec = Spec with { Repeat = TimeSpan.FromSeconds(random.Next(0, 120)), Until = TimeSpan.FromSeconds(random.Next(0, 1200)), MaxAttempts = random.Next(1, 4) };
        var bench = new ActivityBench().Running(spec);
        var (start, said, failures) = (bench.Now, (int?)null, 0);
        for (var call = 1; !bench.State.IsEnded; call++)
        {
            Assert.True(call < 2000, $"seed {seed} does not end");
            Assert.Equal(said, bench.State.Previous?["counter"]?.GetValue<int>());
            bench.Pass(TimeSpan.FromSeconds(random.Next(0, 90)));
            var transient = random.Next(5) == 0;
            bench.Result(transient ? new() { Reason = ReasonCode.Transient } : Again(call));
            (failures, said) = transient ? (failures + 1, said) : (0, bench.State.IsEnded ? said : call);
            if (bench.State.IsEnded) break;
            Assert.True(failures < spec.MaxAttempts, $"seed {seed}: tried again after {failures} failures");
            var due = bench.State.NotBefore!.Value;
            if (!transient) Assert.InRange(due, bench.Now + SchedulingOptions.Default.BackOff, start + spec.Until!.Value);
            bench.Released();
            Assert.Equal(ActivityRefusal.NotReady, bench.Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(), bench.State.Attempt + 1)).Refusal);
            if (random.Next(3) == 0)
            {
                bench.Reactivate().Queued(spec).Released();
            }

            bench.Pass(due - bench.Now);
            // What failed for now is tried again, but not when the time for calls has passed.
            if (bench.State.IsEnded) break;
            bench.Lease().Call();
        }

        Assert.Equal(ActivityStatus.Failed, bench.State.Status);
        Assert.True(bench.State.Reason is ReasonCode.DeadlineExceeded or ReasonCode.Transient, $"seed {seed}: {bench.State.Reason}");
    }

    private static WorkerResult Again(int counter, string message = "not yet") =>
        new() { Reason = ReasonCode.Polling, Message = message, Again = new() { Data = new JsonObject { ["counter"] = counter }, Message = message } };
}
