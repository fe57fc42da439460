namespace Actors.Contracts.Api;

/// <summary>Body of every answer of the API that is no success.</summary>
/// <param name="Error">What went wrong.</param>
public sealed record ErrorResponse(ApiError Error);
