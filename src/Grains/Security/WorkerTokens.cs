using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;

namespace Actors.Grains.Security;

/// <summary>
/// Tickets, worker tokens and state passwords. They are derived from the installation's key, so that nothing secret is stored per attempt;
/// whether the attempt is current, and the nonce the right one, is ActivityGrain's to say.
/// </summary>
public sealed class WorkerTokens(Installation installation)
{
    private const string TicketPrefix = "at";
    private const string SessionPrefix = "aw";
    private const string StatePrefix = "as";

    /// <summary>The ticket of an attempt.</summary>
    public string Ticket(AttemptId attempt) => Make(TicketPrefix, attempt, "");

    /// <summary>The worker token of an attempt whose worker called with this nonce.</summary>
    public string Session(AttemptId attempt, string nonce) => Make(SessionPrefix, attempt, nonce);

    /// <summary>The password for the OpenTofu state of an attempt whose worker called with this nonce.</summary>
    public string StatePassword(AttemptId attempt, string nonce) => Make(StatePrefix, attempt, nonce);

    /// <summary>Whether the ticket is this installation's and for this attempt.</summary>
    public bool IsTicket(string token, AttemptId attempt) => Same(token, Ticket(attempt));

    /// <summary>Whether the token is the worker token of this attempt and nonce.</summary>
    public bool IsSession(string token, AttemptId attempt, string nonce) => Same(token, Session(attempt, nonce));

    /// <summary>Whether the token is the state password of this attempt and nonce.</summary>
    public bool IsStatePassword(string token, AttemptId attempt, string nonce) => Same(token, StatePassword(attempt, nonce));

    /// <summary>Reads which attempt a token, ticket or password claims to be of: enough to route it, no proof.</summary>
    public static bool TryReadAttempt(string? token, [NotNullWhen(true)] out AttemptId? attempt)
    {
        attempt = null;
        var parts = token is { Length: < 4096 } ? token.Split('.') : [];
        if (parts is not [TicketPrefix or SessionPrefix or StatePrefix, var activity, var number, _]
            || !int.TryParse(number, out var n) || !Base64Url.IsValid(activity))
        {
            return false;
        }

        attempt = new(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(activity)), n);
        return attempt.Activity.Count(c => c == '/') == 4;
    }

    private string Make(string prefix, AttemptId attempt, string nonce)
    {
        var mac = HMACSHA256.HashData(installation.Key.Span, Encoding.UTF8.GetBytes($"{prefix}|{attempt.Activity}|{attempt.Number}|{nonce}"));
        return $"{prefix}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(attempt.Activity))}.{attempt.Number}.{Base64Url.EncodeToString(mac)}";
    }

    private static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
