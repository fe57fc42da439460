namespace Actors.Silo.Security;

/// <summary>Says why silos do not find each other, when one shows a certificate that the other refuses: once a minute, since who is refused calls again and again.</summary>
/// <param name="time">The clock.</param>
/// <param name="logger">Where to.</param>
public sealed partial class SiloRefusals(TimeProvider time, ILogger<SiloRefusals> logger)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private DateTimeOffset _next;

    /// <summary>A certificate was refused.</summary>
    /// <param name="why">Whose it is and why, as <see cref="SiloTls.Refused"/> says it.</param>
    public void Tell(string why)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now < _next)
            {
                return;
            }

            _next = now + Quiet;
        }

        LogRefused(logger, why);
    }

    [LoggerMessage(1, LogLevel.Error, "Another silo is refused, and the two cannot be in one cluster, because of its certificate {Why}. "
        + "Give all silos certificates of one authority with the same name, and the file of that authority, as docs/configuration.md says under \"TLS between silos\".")]
    private static partial void LogRefused(ILogger logger, string why);
}
