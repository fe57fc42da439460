using Actors.Contracts.Identity;

namespace Actors.Grains.Queues;

/// <summary>Checks what an agent says about attempts, before it is kept or any activity is spoken to: a token of an agent opens the activities of its own project only.</summary>
internal static class AttemptCheck
{
    private const int ActivityDepth = 5;

    /// <summary>Lets only attempts pass that the agent may hold.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="attempts">What it says.</param>
    /// <exception cref="ArgumentException">One is not well-formed, or belongs to another project.</exception>
    public static void Require(ActorKey agent, IEnumerable<AttemptId?>? attempts)
    {
        foreach (var attempt in attempts ?? throw new ArgumentException($"Agent {agent} does not say which attempts it holds."))
        {
            if (attempt is not { Number: > 0 } || SegmentsOf(attempt.Activity) is not { Count: ActivityDepth } activity)
            {
                throw new ArgumentException($"Agent {agent} names '{attempt}', which is no attempt: organisation/project/environment/run/activity, escaped, and a number from 1.");
            }

            var own = agent.Segments;
            if (activity[0] != own[0] || activity[1] != own[1])
            {
                throw new ArgumentException($"Agent {agent} names '{attempt}', an activity of another project than its own.");
            }
        }
    }

    private static IReadOnlyList<string>? SegmentsOf(string? key)
    {
        try
        {
            return string.IsNullOrEmpty(key) ? null : ActorKey.Parse(key).Segments;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
