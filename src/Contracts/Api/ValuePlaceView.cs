namespace Actors.Contracts.Api;

/// <summary>A value in a document.</summary>
/// <param name="Subject">The document, such as <c>Environment/prod</c>.</param>
/// <param name="Path">The field, such as <c>spec.variables[2].value</c>.</param>
/// <param name="Value">The value, at most 4096 characters; redacted when it is sensitive.</param>
/// <param name="Refused">Why it may not count; null when it may.</param>
public sealed record ValuePlaceView(string Subject, string Path, string? Value, string? Refused = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Subject} {Path}";
}
