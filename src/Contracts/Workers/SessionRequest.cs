namespace Actors.Contracts.Workers;

/// <summary><c>POST /workers/v1/session</c>: the worker's first call, trades the ticket. The same nonce may repeat it; another nonce is refused.</summary>
/// <param name="Ticket">The ticket of the lease.</param>
/// <param name="Nonce">32 random bytes in base64url, made by the worker at its start.</param>
/// <param name="Protocol">Version of the worker protocol: <see cref="WorkerProtocol.Version"/>.</param>
public sealed record SessionRequest(string Ticket, string Nonce, int Protocol)
{
    /// <inheritdoc/>
    public override string ToString() => "session request";
}
