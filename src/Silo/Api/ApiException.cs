using Actors.Contracts.Api;
using Actors.Templates.Reading;

namespace Actors.Silo.Api;

/// <summary>A request is refused; becomes the answer.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="message">What is wrong, where, and the way out; never holds a secret.</param>
public sealed class ApiException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Findings in the document that was sent.</summary>
    public IReadOnlyList<ErrorDetail> Details { get; init; } = [];

    /// <summary>404.</summary>
    /// <param name="message">What is not there.</param>
    /// <returns>The exception.</returns>
    public static ApiException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    /// <summary>400.</summary>
    /// <param name="message">What is wrong.</param>
    /// <returns>The exception.</returns>
    public static ApiException Invalid(string message) => new(StatusCodes.Status400BadRequest, message);

    /// <summary>409.</summary>
    /// <param name="message">What is in the way.</param>
    /// <returns>The exception.</returns>
    public static ApiException Conflict(string message) => new(StatusCodes.Status409Conflict, message);

    /// <summary>400 with findings.</summary>
    /// <param name="message">What is wrong as a whole.</param>
    /// <param name="findings">What is wrong in detail.</param>
    /// <returns>The exception.</returns>
    public static ApiException Invalid(string message, IEnumerable<Finding> findings) =>
        new(StatusCodes.Status400BadRequest, message) { Details = [.. findings.Select(DetailOf)] };

    private static ErrorDetail DetailOf(Finding finding) => new(finding.Severity == Severity.Error ? "error" : "warning", finding.Message)
    {
        Source = finding.Place?.Source, Line = finding.Place?.Line, Column = finding.Place?.Column, Path = finding.FieldPath,
    };
}
