using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Findings while they are gathered; the same one is kept once.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string?, string?, string)> _seen = [];
    private FindingList? _lenient;

    public IReadOnlyList<Finding> Findings => _findings;

    public bool HasErrors => _findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>The same list, in which errors become warnings: for what must not keep anybody from taking things down.</summary>
    public FindingList Lenient => new() { _lenient = this };

    public void Error(ResourceDocument document, string path, string message) => Add(document.FindingAt(Severity.Error, path, message));

    public void Warn(ResourceDocument document, string path, string message) => Add(document.FindingAt(Severity.Warning, path, message));

    public void Add(Finding finding)
    {
        if (_lenient is { } list)
        {
            list.Add(finding with { Severity = Severity.Warning });
        }
        else if (_seen.Add((finding.Subject, finding.FieldPath, finding.Message)))
        {
            _findings.Add(finding);
        }
    }
}
