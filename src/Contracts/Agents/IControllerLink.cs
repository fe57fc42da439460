namespace Actors.Contracts.Agents;

/// <summary>
/// What an agent may ask of the controller. Outbound only: over HTTP (<c>/agents/v1</c>), or by grain calls where both planes share a silo.
/// Every verb may be repeated.
/// </summary>
public interface IControllerLink
{
    /// <summary>Opens a session. The answer brings the epoch that fences every older session of the same agent.</summary>
    Task<RegisterResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken);

    /// <summary>A numbered long poll: tells what is held and how many slots are free, brings leases, cancels and attempts that are over.</summary>
    Task<PollResponse> PollAsync(PollRequest request, CancellationToken cancellationToken);

    /// <summary>Tells that the worker of an attempt has ended or could not be started. Repeated until acknowledged.</summary>
    Task<ExitResponse> ReportExitAsync(ExitReport report, CancellationToken cancellationToken);
}
