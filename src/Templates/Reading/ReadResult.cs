namespace Actors.Templates.Reading;

/// <summary>What reading a text gave.</summary>
/// <param name="Documents">The documents that are usable; one with an error is not among them.</param>
/// <param name="Findings">Errors and warnings in the order of the text.</param>
public sealed record ReadResult(IReadOnlyList<ResourceDocument> Documents, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether the text holds nothing but comments and empty documents; a note says so.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);
}
