namespace Actors.Simulation.Schedule;

/// <summary>A request that is under way. What it holds is let go once it has its answer: its timeout comes much later.</summary>
public sealed class SimCall<TReply>(World world, Action<Action<TReply?>> deliver, Action<TReply> answered, Action failed)
    where TReply : class
{
    private Action<TReply>? _answered = answered;
    private Action? _failed = failed;

    public void Deliver() => deliver(Reply);

    public void TimeOut() => Close()?.Invoke();

    private void Reply(TReply? reply)
    {
        if (_failed is null || world.Happens(Fault.AnswerLost)) return;
        world.After(world.Delay(), () =>
        {
            var answered = _answered;
            if (Close() is not { } failed) return;
            if (reply is null) failed();
            else answered!(reply);
        });
    }

    /// <summary>Nothing more comes of it; what was to happen if it failed, unless it is closed already.</summary>
    private Action? Close()
    {
        var failed = _failed;
        (_answered, _failed) = (null, null);
        return failed;
    }
}
