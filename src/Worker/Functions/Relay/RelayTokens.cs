using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Workers;

namespace Actors.Worker.Functions.Relay;

/// <summary>The tokens of the job whose function runs. A call without the one of its path is nobody's whom the worker would speak for: it is refused before its body is read.</summary>
/// <param name="job">The job; a path whose token it has not is closed.</param>
internal sealed class RelayTokens(FunctionJob job)
{
    private readonly byte[] _state = Encoding.UTF8.GetBytes(job.StateToken ?? "");
    private readonly byte[] _log = Encoding.UTF8.GetBytes(job.LogToken ?? "");

    /// <summary>Whether a call has the token of its path.</summary>
    /// <param name="route">Where it goes.</param>
    /// <param name="headers">Its headers.</param>
    public bool Open(RelayRoute route, IReadOnlyDictionary<string, string> headers)
    {
        var expected = route == RelayRoute.State ? _state : _log;
        return expected.Length > 0 && headers.TryGetValue(route.TokenHeader, out var given) && CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given));
    }
}
