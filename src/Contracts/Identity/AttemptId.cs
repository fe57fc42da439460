namespace Actors.Contracts.Identity;

/// <summary>The n-th try of an activity; the number fences workers.</summary>
/// <param name="Activity">Key of the activity: <c>org/project/environment/run/activity</c>, escaped as in <see cref="ActorKey"/>.</param>
/// <param name="Number">Counts from 1 and only grows.</param>
public sealed record AttemptId(string Activity, int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Activity}#{Number}";
}
