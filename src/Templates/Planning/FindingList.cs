using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Findings while they are gathered; the same one is kept once.</summary>
internal sealed class FindingList
{
    private const int Most = 1000;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string?, string?, string)> _seen = [];
    private FindingList? _lenient;
    private bool _isCut;

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
        else if (!_seen.Contains((finding.Subject, finding.FieldPath, finding.Message)))
        {
            Keep(finding);
        }
    }

    // Nobody reads more than these, but that there is an error must be known.
    private void Keep(Finding finding)
    {
        if (_findings.Count < Most || (finding.Severity == Severity.Error && !HasErrors))
        {
            _seen.Add((finding.Subject, finding.FieldPath, finding.Message));
            _findings.Add(finding);
        }
        else if (!_isCut)
        {
            _isCut = true;
            _findings.Add(new(Severity.Warning, $"There is more to say; these first {Most} are enough to begin with.", finding.Subject, finding.FieldPath));
        }
    }
}
