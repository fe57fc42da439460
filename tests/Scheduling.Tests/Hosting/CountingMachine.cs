using Actors.Scheduling.Hosting;

namespace Actors.Scheduling.Tests.Hosting;

internal sealed record Count(int Sum, int Told);

internal sealed record Tell(int Sum);

internal abstract record Counting
{
    public sealed record Add(int Value) : Counting;

    public sealed record Peek : Counting;

    public sealed record Told(int Sum) : Counting;
}

/// <summary>Sums durably and wants each sum told.</summary>
internal sealed class CountingMachine : IMachine<Count, Counting, Tell, int>
{
    public Count Activate(Count? stored, DateTimeOffset now) => stored ?? new(0, 0);

    public Step<Count, Tell, int> Handle(Count state, Counting @event, DateTimeOffset now) => @event switch
    {
        Counting.Add add => new(state with { Sum = state.Sum + add.Value }, Persistence.Save, [new(state.Sum + add.Value)], state.Sum + add.Value),
        Counting.Told told => new(state with { Told = told.Sum }, Persistence.None, [], told.Sum),
        _ => new(state, Persistence.None, [], state.Sum),
    };

    public IReadOnlyList<Tell> Resume(Count state, DateTimeOffset now) => state.Told < state.Sum ? [new(state.Sum)] : [];

    public bool Claims(Count stored) => stored.Told < stored.Sum;

    public DateTimeOffset? Due(Count state) => null;
}
