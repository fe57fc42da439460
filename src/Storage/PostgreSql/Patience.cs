using Microsoft.Extensions.Logging;

namespace Actors.Storage.PostgreSql;

/// <summary>Tries again what may pass by itself, until a deadline; tells the operator once when the server is away, and once when it is back.</summary>
internal sealed partial class Patience(string database, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private int _away;

    /// <summary>Runs an attempt until one succeeds or fails for good.</summary>
    /// <exception cref="Contracts.Storage.StoreUnavailableException">The server did not come back in time.</exception>
    public async Task<T> TryAsync<T>(Func<Task<T>> attempt, Deadline deadline, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var result = await attempt();
                if (Interlocked.Exchange(ref _away, 0) == 1) LogBack(database);
                return result;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                var mayPass = PostgreSqlErrors.MayPass(error);
                if (mayPass && error is not Npgsql.PostgresException && Interlocked.Exchange(ref _away, 1) == 0) LogAway(database, error.Message);
                if (!mayPass || deadline.Left <= pause)
                {
                    if (PostgreSqlErrors.Translate(error, database) is var translated && ReferenceEquals(translated, error)) throw;
                    throw translated;
                }
            }
            await Task.Delay(pause, cancellationToken);
        }
    }
}
