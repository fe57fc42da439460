namespace Actors.Grains.Agents;

/// <summary>The rhythm in which an agent is touched.</summary>
internal static class AgentTouch
{
    /// <summary>Between two touches that worked.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>After one that failed: its silo may just have died, and the agent is to run elsewhere as soon as the others know.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(200);

    /// <summary>Of failures in a row, how many go by for one that is told.</summary>
    public const int FailuresForEachTold = 50;

    /// <summary>Touches until it is cancelled; then returns.</summary>
    /// <param name="touch">One touch. May fail in any way.</param>
    /// <param name="tell">Gets the first failure in a row, and every fiftieth after it.</param>
    /// <param name="clock">Measures the time between touches.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RepeatAsync(Func<Task> touch, Action<Exception> tell, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await touch();
                failures = 0;
            }
            catch (Exception e)
            {
                if (failures++ % FailuresForEachTold == 0) tell(e);
            }

            await Task.Delay(failures == 0 ? Every : AfterFailure, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
