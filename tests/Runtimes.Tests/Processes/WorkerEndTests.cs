using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Processes;

namespace Actors.Runtimes.Tests.Processes;

public sealed class WorkerEndTests
{
    private static readonly StopOrder Cancel = new(ReasonCode.Cancelled, 1, true);
    private static readonly StopOrder Deadline = new(ReasonCode.DeadlineExceeded, 1, true);

    public static TheoryData<object?, bool, string?, long, ReasonCode, int?, int?> Ends => new()
    {
        { 0, false, null, 0, ReasonCode.None, 0, null },
        { 0, false, "cancel", 0, ReasonCode.None, 0, null },
        { 0, false, null, 1, ReasonCode.None, 0, null },
        { 1, false, null, 0, ReasonCode.ExitCode, 1, null },
        { 127, false, null, 0, ReasonCode.ExitCode, 127, null },
        { 127, true, null, 0, ReasonCode.StartError, 127, null },
        { 143, false, "cancel", 0, ReasonCode.Cancelled, null, 15 },
        { 143, true, "cancel", 0, ReasonCode.Cancelled, null, 15 },
        { 5, false, "cancel", 0, ReasonCode.Cancelled, 5, null },
        { 137, false, "deadline", 0, ReasonCode.DeadlineExceeded, null, 9 },
        { 137, false, null, 0, ReasonCode.WorkerLost, null, 9 },
        { 137, false, null, 2, ReasonCode.OutOfMemory, null, 9 },
        { 1, false, null, 1, ReasonCode.OutOfMemory, 1, null },
        { 255, false, null, 0, ReasonCode.ExitCode, 255, null },
        { null, false, null, 0, ReasonCode.WorkerLost, null, null },
        { null, false, "cancel", 0, ReasonCode.Cancelled, null, null },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Describe_WhatIsKnown_GivesTheReason(object? code, bool startFailed, string? stop, long kills, ReasonCode reason, int? exitCode, int? signal)
    {
        var order = stop switch { "cancel" => Cancel, "deadline" => Deadline, _ => null };
        var running = new WorkerObservation { Attempt = new("a/b", 1), Worker = "actors-x-1", Phase = WorkerPhase.Running };

        var end = new WorkerEnd((int?)code, startFailed, order, kills).Describe(running);

        Assert.Equal((WorkerPhase.Ended, reason, exitCode, signal), (end.Phase, end.Reason, end.ExitCode, end.Signal));
        Assert.True(reason == ReasonCode.None || end.Message is { Length: > 10 });
    }
}
