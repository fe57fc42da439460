namespace Actors.Templates.Reading;

/// <summary>Something wrong or doubtful in a document: what, where, and the way out.</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="Message">What is wrong; never contains a secret.</param>
/// <param name="Subject">Document as <c>Kind/name</c>, or null when the text has none at that place.</param>
/// <param name="FieldPath">Field such as <c>spec.resources[1].dependsOn[0].name</c>, or null for the whole document.</param>
/// <param name="Place">Place in the text, or null when the document was not read from a text.</param>
public sealed record Finding(Severity Severity, string Message, string? Subject = null, string? FieldPath = null, SourcePlace? Place = null)
{
    /// <summary>One line for people.</summary>
    /// <returns><c>source:line:column: error: Kind/name field: message</c>, without the parts that are unknown.</returns>
    public override string ToString()
    {
        var place = Place is null ? "" : $"{Place}: ";
        var subject = Subject is null ? "" : $"{Subject} ";
        var where = string.IsNullOrEmpty(FieldPath) ? subject.Trim() : $"{subject}{FieldPath}";
        return $"{place}{(Severity == Severity.Error ? "error" : "warning")}: {where}{(where.Length > 0 ? ": " : "")}{Message}";
    }
}
