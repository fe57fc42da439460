using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;

namespace Actors.Grains.Tests.Activities;

public sealed class ActivityOrdersTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ActivityMachine _machine = new();
    private readonly ActivityOrders _orders = new();
    private ActivityState _state;

    public ActivityOrdersTests() => _state = _machine.Activate(null, Now);

    [Fact]
    public void Of_WhileTheStepIsSaved_IsTheOrderThatTheMachineTook()
    {
        var order = Order(0);
        _orders.Sent(order);
        Assert.Same(order, _orders.Of(Handle(new ActivityEvent.Create(order.Spec)).State));
        Assert.Null(_orders.Of(_state));
    }

    [Fact]
    public void Of_WhileHeld_KeepsTheOrderOfTheAttempt()
    {
        var first = Create(Order(0));
        Send(new ActivityEvent.RunAnswered(0, true));
        var lease = Handle(new ActivityEvent.LeaseRequest(new("org/demo/one", 1), 1));
        // Sent while the lease is being saved, and not taken.
        var second = Order(0);
        _orders.Sent(second);
        Assert.Same(first, _orders.Of(lease.State));
        _state = lease.State;
        Send(new ActivityEvent.Create(second.Spec));
        _orders.Answered(second, _state);
        Assert.Same(first, _orders.Of(_state));
    }

    [Fact]
    public void Of_CreatedAgainWhileQueued_IsTheNewOrder()
    {
        Create(Order(0));
        var second = Create(Order(0));
        Assert.Same(second, _orders.Of(_state));
    }

    [Fact]
    public void Of_LaterGenerationWhileOpen_IsNotTaken()
    {
        var first = Create(Order(0));
        Create(Order(1));
        Assert.Same(first, _orders.Of(_state));
    }

    [Fact]
    public void Of_SameOrderSentTwiceAtOnce_StaysUntilBothAreAnswered()
    {
        var order = Order(0);
        _orders.Sent(order);
        _orders.Sent(order);
        Send(new ActivityEvent.Create(order.Spec));
        _orders.Answered(order, _state);
        _orders.Answered(order, _state);
        Assert.Same(order, _orders.Of(_state));
    }

    [Fact]
    public void Load_FromTheStore_FindsTheOrderOfTheState()
    {
        Create(Order(0));
        var json = JsonSerializer.Serialize(new ActivityRecord { State = _state, Order = _orders.Of(_state) }, StateJson.Options);
        var record = JsonSerializer.Deserialize<ActivityRecord>(json, StateJson.Options)!;
        var loaded = new ActivityOrders();
        loaded.Load(record);
        Assert.Equal(WorkerKind.Function, loaded.Of(_machine.Activate(record.State, Now))?.Job.Kind);
    }

    private static ActivityOrder Order(int generation) => new()
    {
        Job = new() { Kind = WorkerKind.Function },
        Spec = new() { Key = "org/demo/env/r1/app", Run = "r1", Id = "app", Project = "org/demo", Agents = ["org/demo/one"], QueuedAt = Now, Generation = generation },
    };

    private ActivityOrder Create(ActivityOrder order)
    {
        _orders.Sent(order);
        Send(new ActivityEvent.Create(order.Spec));
        _orders.Answered(order, _state);
        return order;
    }

    private Step<ActivityState, ActivityEffect, ActivityReply> Handle(ActivityEvent @event) => _machine.Handle(_state, @event, Now);

    private void Send(ActivityEvent @event) => _state = Handle(@event).State;
}
