using Actors.Contracts.Agents;
using Actors.Contracts.Identity;

namespace Actors.Scheduling.Agents;

/// <summary>An order of an agent to one of its worker slots. Every order may be repeated.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Slot">Number of the slot, from 0.</param>
/// <param name="Attempt">The attempt that occupies the slot.</param>
/// <param name="Lease">The lease, for <see cref="AgentOrderKind.Start"/>.</param>
/// <param name="StartWithin">How long the start may be begun: after that the controller may give the attempt away.</param>
public sealed record AgentOrder(AgentOrderKind Kind, int Slot, AttemptId Attempt, ActivityLease? Lease = null, TimeSpan StartWithin = default);
