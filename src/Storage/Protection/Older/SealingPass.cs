using Actors.Contracts.Storage;
using Actors.Storage.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.Protection.Older;

/// <summary>
/// Seals what builds from before left plain, in the background, once the store is used; then says in the key ring that nothing plain is left, from when on it is refused. Several silos may do it at once,
/// and one that is stopped on the way is gone on from by the next. A store that was never plain is complete from its beginning.
/// </summary>
internal sealed partial class SealingPass(Sealer sealer, KeyRing ring, IInstallationStore installations, IEnumerable<IPlainContent> contents, StorageOptions options, TimeProvider clock,
    ILogger<SealingPass> logger) : BackgroundService
{
    // Somebody who puts plain rows there all the time is not followed for ever.
    private const int MostRounds = 10;

    /// <summary>Seals all that is plain; whether from now on it is refused.</summary>
    /// <exception cref="IOException">Something could not be sealed.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        // Its key is the first thing that is sealed.
        await installations.GetOrCreateAsync(cancellationToken);
        for (var round = 0; round < MostRounds && !ring.RefusesPlain; round++)
        {
            var count = 0;
            try
            {
                foreach (var content in contents) count += await content.SealAsync(cancellationToken);
            }
            finally
            {
                if (count > 0) LogSealed(count);
            }
            if (count == 0 && await ring.RefusePlainAsync(IsLeftAsync, cancellationToken)) LogComplete();
        }
        return ring.RefusesPlain;
    }

    private async ValueTask<bool> IsLeftAsync(SqlSession session, CancellationToken cancellationToken)
    {
        foreach (var content in contents)
        {
            if (await content.IsLeftAsync(session, cancellationToken)) return true;
        }
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A silo that hosts agents only has no key, and seals nothing.
            await sealer.Opened.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(options.MaintenancePeriod, clock);
            string? before = null;
            do
            {
                try
                {
                    if (await RunAsync(stoppingToken)) return;
                    before = null;
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // What fails every time in the same way is said once.
                    if (error.Message != before) LogFailed(error);
                    before = error.Message;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
    }
}
