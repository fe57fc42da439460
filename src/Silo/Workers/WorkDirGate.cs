using System.Threading.RateLimiting;
using Actors.Silo.Api;

namespace Actors.Silo.Workers;

/// <summary>Bounds the packing of working directories, which costs the silo processor time: one at a time for each activity that reads, a few on the silo.</summary>
internal sealed class WorkDirGate : IDisposable
{
    /// <summary>On the silo at a time.</summary>
    public const int Most = 4;

    /// <summary>Unpacked bytes of one working directory: more than a worker keeps.</summary>
    public const long MaxBytes = 2L << 30;

    private const int MostWaiting = 8;
    private readonly PartitionedRateLimiter<string> _limiter;

    public WorkDirGate()
    {
        var ofActivity = PartitionedRateLimiter.Create<string, string>(activity => RateLimitPartition.GetConcurrencyLimiter(activity, _ => new() { PermitLimit = 1, QueueLimit = MostWaiting }));
        var ofSilo = PartitionedRateLimiter.Create<string, string>(_ => RateLimitPartition.GetConcurrencyLimiter("", _ => new() { PermitLimit = Most, QueueLimit = Most * MostWaiting }));
        _limiter = PartitionedRateLimiter.CreateChained(ofActivity, ofSilo);
    }

    /// <summary>Waits for its turn; disposed, it is the next one's.</summary>
    /// <exception cref="ApiException">503: too many wait.</exception>
    public async ValueTask<IDisposable> EnterAsync(string activity, CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(activity, 1, cancellationToken);
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        throw new ApiException(StatusCodes.Status503ServiceUnavailable, "Too many working directories are asked for at once. Try again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
