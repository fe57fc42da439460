namespace Actors.Contracts.Api;

/// <summary>What went wrong, for people and for programs. Never holds a secret.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">What is wrong, where, and the way out.</param>
public sealed record ApiError(string Code, string Message)
{
    /// <summary>Findings in the document that was sent; empty for other errors.</summary>
    public IReadOnlyList<ErrorDetail> Details { get; init; } = [];
}
