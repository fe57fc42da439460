using Actors.Scheduling.Activities;

namespace Actors.Grains.Activities;

/// <summary>
/// The orders of one activity. Which one counts is the machine's decision alone: it is the one whose very spec the machine has taken over, also while that step is being saved and
/// its sender has no answer yet.
/// </summary>
internal sealed class ActivityOrders
{
    private readonly List<ActivityOrder> _sent = [];
    private ActivityOrder? _stored;

    /// <summary>Begins with what is stored.</summary>
    /// <param name="record">What is stored.</param>
    public void Load(ActivityRecord record) =>
        // Read from the store, the two specs are equal but not the same.
        _stored = record is { Order: { } order, State.Spec: { } spec } ? order with { Spec = spec } : null;

    /// <summary>The order that belongs to a state; null: none, since the activity is not created.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The order.</returns>
    public ActivityOrder? Of(ActivityState state) =>
        state.Spec is not { } spec ? null : Same(_stored, spec) ? _stored : _sent.Find(order => Same(order, spec));

    /// <summary>An order is sent to the machine.</summary>
    /// <param name="order">The order.</param>
    public void Sent(ActivityOrder order) => _sent.Add(order);

    /// <summary>The machine has answered.</summary>
    /// <param name="order">The order that was sent.</param>
    /// <param name="state">The state by now.</param>
    public void Answered(ActivityOrder order, ActivityState state)
    {
        _stored = Of(state);
        _sent.RemoveAt(_sent.FindIndex(sent => ReferenceEquals(sent, order)));
    }

    private static bool Same(ActivityOrder? order, ActivitySpec spec) => ReferenceEquals(order?.Spec, spec);
}
