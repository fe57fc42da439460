using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;

namespace Actors.Grains.Security;

/// <summary>
/// Tickets, worker tokens, state passwords and the tokens of functions: <c>kind.activity.attempt.nonce.mac</c>. They are derived from the installation's key, so that nothing secret is
/// stored per attempt; whether the attempt is current, and the nonce that of its worker, is for ActivityGrain to say.
/// </summary>
public sealed class WorkerTokens(Installation installation)
{
    private const int MaxLength = 4096;
    private const int ActivityDepth = 5;

    /// <summary>Makes a token.</summary>
    /// <param name="kind">What it is good for.</param>
    /// <param name="attempt">The attempt that it belongs to.</param>
    /// <param name="nonce">The worker's nonce in base64url; empty for a ticket.</param>
    public string Make(WorkerTokenKind kind, AttemptId attempt, string nonce = "")
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var claim = $"{Prefix(kind)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(attempt.Activity))}.{attempt.Number}.{nonce}";
        return $"{claim}.{Base64Url.EncodeToString(HMACSHA256.HashData(installation.Key.Span, Encoding.UTF8.GetBytes(claim)))}";
    }

    /// <summary>Reads a token that this installation made.</summary>
    public bool TryVerify(string? text, [NotNullWhen(true)] out WorkerToken? token)
    {
        token = TryRead(text, out var claim) && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(text!), Encoding.UTF8.GetBytes(Make(claim.Kind, claim.Attempt, claim.Nonce))) ? claim : null;
        return token is not null;
    }

    /// <summary>Reads which attempt a token claims to be of: enough to route it, no proof.</summary>
    public static bool TryReadAttempt(string? token, [NotNullWhen(true)] out AttemptId? attempt)
    {
        attempt = TryRead(token, out var claim) ? claim.Attempt : null;
        return attempt is not null;
    }

    private static bool TryRead(string? text, [NotNullWhen(true)] out WorkerToken? token)
    {
        token = null;
        var parts = text is { Length: < MaxLength } ? text.Split('.') : [];
        if (parts is not [var prefix, var activity, var number, var nonce, _] || !int.TryParse(number, out var attempt) || !Base64Url.IsValid(activity))
        {
            return false;
        }

        foreach (var kind in Enum.GetValues<WorkerTokenKind>())
        {
            var key = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(activity));
            if (Prefix(kind) == prefix && key.Count(c => c == '/') == ActivityDepth - 1)
            {
                token = new(kind, new(key, attempt), nonce);
            }
        }

        return token is not null;
    }

    private static string Prefix(WorkerTokenKind kind) => kind switch
    {
        WorkerTokenKind.Ticket => "at",
        WorkerTokenKind.Session => "aw",
        WorkerTokenKind.State => "as",
        WorkerTokenKind.FunctionLog => "al",
        WorkerTokenKind.FunctionState => "ak",
        WorkerTokenKind.WorkDir => "ad",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
