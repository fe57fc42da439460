using Actors.Silo.Hosting;

namespace Actors.Silo.Tests.Hosting;

public sealed class MonotonicClockTests
{
    [Fact]
    public void GetUtcNow_TimeOfDayIsSet_GoesOnFromTheStart()
    {
        var machine = new SetClock { Utc = DateTimeOffset.UnixEpoch };
        var clock = new MonotonicClock(machine);

        machine.Utc += TimeSpan.FromDays(1);
        machine.Timestamp += machine.TimestampFrequency * 3;

        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(3), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(3), clock.GetElapsedTime(0));
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Utc { get; set; }
        public long Timestamp { get; set; }

        public override DateTimeOffset GetUtcNow() => Utc;

        public override long GetTimestamp() => Timestamp;
    }
}
