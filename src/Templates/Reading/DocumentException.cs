namespace Actors.Templates.Reading;

/// <summary>Documents were refused; the findings say why.</summary>
/// <param name="findings">What is wrong.</param>
public sealed class DocumentException(IReadOnlyList<Finding> findings)
    : Exception(string.Join(Environment.NewLine, findings.Where(finding => finding.Severity == Severity.Error)))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Finding> Findings { get; } = findings;
}
