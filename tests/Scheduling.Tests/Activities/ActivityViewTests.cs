using System.Collections.Immutable;
using System.Reflection;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Tests.Activities;

/// <summary>Steps that change nothing but volatile facts report no progress: what people see must come from no others than those that are looked at.</summary>
public sealed class ActivityViewTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Shown = [nameof(ActivityMemory.Answers), nameof(ActivityMemory.Blocked)];

    public static TheoryData<string, ActivityStatus> Facts => new(
        from fact in typeof(ActivityMemory).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where fact.SetMethod is not null && !Shown.Contains(fact.Name)
        from status in Enum.GetValues<ActivityStatus>()
        select (fact.Name, status));

    [Theory]
    [MemberData(nameof(Facts))]
    public void ViewOf_AnotherVolatileFact_ShowsTheSame(string fact, ActivityStatus status)
    {
        var state = Of(status);

        Assert.Equal(ActivityMachine.ViewOf(state), ActivityMachine.ViewOf(state with { Memory = Changed(state.Memory, typeof(ActivityMemory).GetProperty(fact)!) }));
    }

    [Theory]
    [InlineData(nameof(ActivityMemory.Answers))]
    [InlineData(nameof(ActivityMemory.Blocked))]
    public void ViewOf_WhatTellsWhyItWaits_IsShown(string fact)
    {
        var state = Of(ActivityStatus.Queued);
        var memory = fact == nameof(ActivityMemory.Blocked) ? state.Memory with { Blocked = "words" } : state.Memory with { Answers = state.Memory.Answers.SetItem("org/p/a", new(3, AgentAvailability.Draining)) };

        Assert.NotEqual(ActivityMachine.ViewOf(state), ActivityMachine.ViewOf(state with { Memory = memory }));
    }

    private static ActivityState Of(ActivityStatus status) => new()
    {
        Spec = new() { Key = "org/p/env/r/a", Run = "r", Id = "a", Project = "p", QueuedAt = Now, Agents = ["org/p/a"] },
        Status = status,
        Attempt = 1,
        Holder = new("org/p/a", 1),
        Memory = new() { Round = 3, Answers = ImmutableDictionary<string, OfferAnswer>.Empty.Add("org/p/a", new(3, AgentAvailability.Full)) },
    };

    private static ActivityMemory Changed(ActivityMemory memory, PropertyInfo fact)
    {
        var changed = memory with { };
        fact.SetValue(changed, fact.GetValue(memory) switch
        {
            bool value => !value,
            int value => value + 1,
            DateTimeOffset value => value.AddHours(1),
            null when fact.PropertyType == typeof(int?) => 7,
            null when fact.PropertyType == typeof(DateTimeOffset?) => Now,
            var value => throw new NotSupportedException($"{fact.Name} is {value ?? fact.PropertyType}: say how it is changed"),
        });
        Assert.NotEqual(memory, changed);
        return changed;
    }
}
