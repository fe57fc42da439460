using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Findings while they are gathered; the same one is kept once.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string?, string?, string)> _seen = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public bool HasErrors => _findings.Any(finding => finding.Severity == Severity.Error);

    public void Error(ResourceDocument document, string path, string message) => Add(document.FindingAt(Severity.Error, path, message));

    public void Warn(ResourceDocument document, string path, string message) => Add(document.FindingAt(Severity.Warning, path, message));

    public void Add(Finding finding)
    {
        if (_seen.Add((finding.Subject, finding.FieldPath, finding.Message)))
        {
            _findings.Add(finding);
        }
    }
}
