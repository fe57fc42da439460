namespace Actors.Silo.Tests.Workers;

/// <summary>Waits, and not for ever.</summary>
internal static class Until
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Returns when a condition holds; fails when it does not in time.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Longest, what);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
