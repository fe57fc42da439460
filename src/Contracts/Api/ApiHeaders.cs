namespace Actors.Contracts.Api;

/// <summary>Headers of the API.</summary>
public static class ApiHeaders
{
    /// <summary>Token of the caller, instead of <c>Authorization: Bearer</c>.</summary>
    public const string ApiKey = "X-API-KEY";

    /// <summary>Request: the same key asks for the same run.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Answer of the content of an OpenTofu state: number of the version.</summary>
    public const string StateVersion = "Actors-State-Version";

    /// <summary>Answer of a log: offset in bytes at which the next piece begins.</summary>
    public const string LogNext = "Actors-Log-Next";

    /// <summary>Answer of a log: number of the attempt that wrote it.</summary>
    public const string LogAttempt = "Actors-Log-Attempt";

    /// <summary>Answer of a log: <c>true</c> when nothing will follow, else <c>false</c>.</summary>
    public const string LogEnded = "Actors-Log-Ended";

    /// <summary>Answer of a log: <c>true</c> when it had reached its limit and the rest was dropped; else left out.</summary>
    public const string LogTruncated = "Actors-Log-Truncated";
}
