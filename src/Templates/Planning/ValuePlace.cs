namespace Actors.Templates.Planning;

/// <summary>A definition of an input in a document.</summary>
/// <param name="Subject">The document, such as <c>Environment/prod</c>.</param>
/// <param name="Path">The field with the value, such as <c>spec.variables[2].value</c>.</param>
/// <param name="Value">The value that stands there, at most <see cref="ReportedValue.MaxText"/> characters; a mark when the input is sensitive; null: none.</param>
/// <param name="Refused">Why it may not count; null when it may.</param>
public sealed record ValuePlace(string Subject, string Path, string? Value, string? Refused = null)
{
    /// <summary>Names the place without its value.</summary>
    /// <returns>Document and field.</returns>
    public override string ToString() => $"{Subject} {Path}";
}
