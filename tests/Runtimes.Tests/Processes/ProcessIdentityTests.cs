using Actors.Runtimes.Processes;

namespace Actors.Runtimes.Tests.Processes;

public sealed class ProcessIdentityTests
{
    private static ProcessStat Self => ProcFs.Read(Environment.ProcessId) ?? throw new InvalidOperationException("This process is not there.");

    [Fact]
    public void IsAlive_ThisProcess_IsTrue()
    {
        var identity = new ProcessIdentity(Self.Pid, Self.StartTime, ProcFs.BootId);

        Assert.True(identity.IsAlive());
        Assert.InRange(identity.Age(), TimeSpan.Zero, TimeSpan.FromHours(2));
    }

    [Fact]
    public void IsAlive_RecycledNumber_IsFalse() => Assert.False(new ProcessIdentity(Self.Pid, Self.StartTime - 1, ProcFs.BootId).IsAlive());

    [Fact]
    public void IsAlive_EarlierBoot_IsFalse() => Assert.False(new ProcessIdentity(Self.Pid, Self.StartTime, "an earlier boot").IsAlive());

    [Fact]
    public void IsAlive_NoSuchProcess_IsFalse() => Assert.False(new ProcessIdentity(int.MaxValue, 1, ProcFs.BootId).IsAlive());

    [Fact]
    public void Parse_WhatTheSupervisorWrites_IsRead() => Assert.Equal(new(42, 7, "boot"), ProcessIdentity.Parse("42 7 boot\n"));

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("42 7")]
    [InlineData("x 7 boot")]
    [InlineData("1 7 boot")]
    [InlineData("-1 7 boot")]
    public void Parse_NotWhole_IsNull(string text) => Assert.Null(ProcessIdentity.Parse(text));
}
