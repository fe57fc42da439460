using System.Diagnostics;

namespace Actors.Cluster.Support;

/// <summary>Waits for a condition, with a generous deadline: the machine may be slow.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static Task TrueAsync(Func<bool> condition, string what, Func<string>? detail = null) => TrueAsync(() => Task.FromResult(condition()), what, detail);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, Func<string>? detail = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < Deadline, $"Not within {Deadline.TotalSeconds} s: {what}{Environment.NewLine}{(clock.Elapsed < Deadline ? "" : detail?.Invoke())}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
