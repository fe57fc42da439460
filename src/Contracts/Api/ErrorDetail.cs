namespace Actors.Contracts.Api;

/// <summary>One finding in a document that was sent.</summary>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Message">What is wrong.</param>
public sealed record ErrorDetail(string Severity, string Message)
{
    /// <summary>Name of the text, usually a file; null when the request named none.</summary>
    public string? Source { get; init; }

    /// <summary>Line, from 1; null when unknown.</summary>
    public int? Line { get; init; }

    /// <summary>Column, from 1; null when unknown.</summary>
    public int? Column { get; init; }

    /// <summary>Field such as <c>spec.resources[1].name</c>; null for the whole document.</summary>
    public string? Path { get; init; }
}
