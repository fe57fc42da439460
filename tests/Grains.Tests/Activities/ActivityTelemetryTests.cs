using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Hosting;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Activities;

public sealed class ActivityTelemetryTests(ControllerPlaneFixture plane)
{
    private const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Attempts_AreCountedByAgentKindAndReason_OnceEach()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        using var attempts = new Measurements(ActivityMetrics.Attempts);
        using var waits = new Measurements(ActivityMetrics.ScheduleToStart);
        using var runs = new Measurements(RunMetrics.Runs);
        await project.Agent.RegisterAsync();
        await project.StartAsync();
        var first = await project.Agent.TakeOneAsync();
        Assert.True((await project.Agent.ReportExitAsync(first.Attempt, ReasonCode.NodeLost, null)).Over);
        var second = await project.Agent.TakeOneAsync();

        await project.Agent.CompleteAsync(second);
        await project.ReachAsync("Deployed");

        var counted = attempts.With("agent", project.Agent.Key);
        Assert.Equal(["NodeLost", "succeeded"], counted.Select(each => each.Tags["reason"]));
        Assert.All(counted, each => Assert.Equal((1, "Function"), (each.Value, each.Tags["kind"])));
        Assert.Equal(2, waits.With("agent", project.Agent.Key).Count);
        Assert.All(waits.With("agent", project.Agent.Key), wait => Assert.InRange(wait.Value, 0, 60));
        Assert.Contains(runs.With("kind", "deploy"), run => Equals(run.Tags["outcome"], "succeeded"));
    }

    [Fact]
    public async Task Trace_OfACaller_GoesByStateLeaseAndSessionToTheEnd_AlsoOverANewActivation()
    {
        using var spans = new Spans();
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        var run = (await project.Environment.StartRunAsync(new("deploy", null, "test", Caller))).Run!;
        var worker = await project.Agent.TakeOneAsync();
        await project.DeactivateAllAsync(run, worker.Id);

        await worker.OpenAsync();
        await worker.SucceedAsync();
        await project.ReachAsync("Deployed");

        Assert.Equal(worker.Lease.TraceParent, worker.Session.TraceParent);
        await Eventually.TrueAsync(() => spans.Find(RunSpans.Run, run) is not null, "the run's span");
        var start = spans.Find(RunSpans.Start, run)!;
        var schedule = spans.Find(ActivitySpans.Schedule, run)!;
        var attempt = spans.Find(ActivitySpans.Attempt, run)!;
        Assert.Equal((Caller, start.Id, schedule.Id, start.Id), (start.ParentId, schedule.ParentId, attempt.ParentId, spans.Find(RunSpans.Run, run)!.ParentId));
        Assert.Equal(schedule.Id, worker.Lease.TraceParent);
        Assert.True(attempt.Duration > TimeSpan.Zero && attempt.Status == ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task Trace_NobodyListens_NothingTravels()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        await project.Environment.StartRunAsync(new("deploy", null, "test", Caller));

        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();

        Assert.Equal((null, null), (worker.Lease.TraceParent, worker.Session.TraceParent));
    }

    private sealed class Spans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _ended = new();
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new()
            {
                ShouldListenTo = source => source.Name == Tracing.ControllerSource, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = _ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public Activity? Find(string name, string run) => _ended.SingleOrDefault(span => span.OperationName == name && span.Recorded
            && (Equals(span.GetTagItem("actors.run"), run) || span.GetTagItem("actors.activity") is string key && key.Contains(run, StringComparison.Ordinal)));

        public void Dispose() => _listener.Dispose();
    }
}
