using Actors.Cli.Api;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Asks for a run again and again until it has ended. A server that is away for a moment (a restart) does not end the watching.</summary>
internal sealed class RunWatcher(ApiClient api, TimeProvider time)
{
    /// <summary>How often it asks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a server may be away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Watches a run.</summary>
    /// <param name="target">The run.</param>
    /// <param name="view">Is told what is seen.</param>
    /// <param name="cancellation">Stops the watching; the run goes on.</param>
    /// <returns>The run as it ended.</returns>
    /// <exception cref="ApiException">The server refused.</exception>
    /// <exception cref="UnreachableException">The server was away for too long.</exception>
    public async Task<RunDocument> WatchAsync(RunTarget target, IRunView view, CancellationToken cancellation)
    {
        var path = ApiPaths.Runs(target.Project, target.Environment, target.Run);
        long? awaySince = null;
        while (true)
        {
            try
            {
                var run = await api.GetAsync(path, ApiJson.Default.RunDocument, cancellation);
                if (awaySince is not null)
                {
                    awaySince = null;
                    view.Notice(null);
                }

                view.Update(run);
                if (run.Status.FinishedAt is not null)
                {
                    return run;
                }
            }
            catch (Exception exception) when (IsTransient(exception) && time.GetElapsedTime(awaySince ?? time.GetTimestamp()) < Patience)
            {
                awaySince ??= time.GetTimestamp();
                view.Notice(exception.Message);
            }

            await Task.Delay(Interval, time, cancellation);
        }
    }

    private static bool IsTransient(Exception exception) => exception is UnreachableException or ApiException { IsTransient: true };
}
