using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Session;
using Actors.Worker.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Worker.Tests.Session;

public sealed class HeartbeatTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Run_Silence_InterruptAtHalfKillAtTwoThirds()
    {
        using var control = new JobControl(_time);
        using var done = new CancellationTokenSource();
        var run = new Heartbeat(_ => throw new HttpRequestException("away"), control, _time, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(120)).RunAsync(_time.GetTimestamp(), done.Token);

        await PassAsync(TimeSpan.FromSeconds(59));
        Assert.Equal(StopReason.None, control.Reason);
        await PassAsync(TimeSpan.FromSeconds(1));
        await Bench.UntilAsync(() => control.Reason == StopReason.Silence, "interrupted at half");
        Assert.False(control.Tokens.Kill.IsCancellationRequested);
        await PassAsync(TimeSpan.FromSeconds(19));
        Assert.False(control.Tokens.Kill.IsCancellationRequested);
        await PassAsync(TimeSpan.FromSeconds(1));
        await Bench.UntilAsync(() => control.Tokens.Kill.IsCancellationRequested, "killed at two thirds");
        Assert.True(control.Abandoned.IsCancellationRequested);

        await done.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Run_OutageShorterThanHalf_HarmsNothing()
    {
        using var control = new JobControl(_time);
        using var done = new CancellationTokenSource();
        var away = true;
        var run = new Heartbeat(_ => away ? throw new HttpRequestException("away") : Task.FromResult(new HeartbeatResponse(false)), control, _time, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(120))
            .RunAsync(_time.GetTimestamp(), done.Token);

        for (var i = 0; i < 5; i++)
        {
            away = true;
            await PassAsync(TimeSpan.FromSeconds(50));
            away = false;
            await PassAsync(TimeSpan.FromSeconds(6));
        }

        Assert.Equal(StopReason.None, control.Reason);
        await done.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Run_Refused_NothingIsSentAnyMore()
    {
        using var control = new JobControl(_time);
        using var done = new CancellationTokenSource();
        var run = new Heartbeat(_ => throw new RefusedException("409"), control, _time, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(120)).RunAsync(_time.GetTimestamp(), done.Token);

        await PassAsync(TimeSpan.FromSeconds(5));
        await Bench.UntilAsync(() => control.Reason == StopReason.Refused, "refused");

        Assert.True(control.Abandoned.IsCancellationRequested);
        await done.CancelAsync();
        await run;
    }

    // Second by second, and a moment of real time for what it set free to set its next timer.
    private async Task PassAsync(TimeSpan time)
    {
        for (var i = 0; i < time.TotalSeconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            for (var k = 0; k < 20; k++)
            {
                await Task.Yield();
            }
        }
    }
}
