namespace Actors.Templates.Reading;

/// <summary>Findings of one text, as many as people can use.</summary>
internal sealed class FindingLog(SourceText source)
{
    private readonly List<Finding> _findings = [];
    private int _left;
    private bool _leftErrors;

    public int Count => _findings.Count;

    public void Add(Finding finding)
    {
        if (_findings.Count < SourceLimits.MaxFindings)
        {
            _findings.Add(finding);
            return;
        }

        _left++;
        _leftErrors |= finding.Severity == Severity.Error;
    }

    /// <summary>The findings in the order of the text, and how many there are besides.</summary>
    public IReadOnlyList<Finding> InOrder()
    {
        var ordered = _findings.OrderBy(finding => finding.Place?.Line).ThenBy(finding => finding.Place?.Column).ToList();
        if (_left > 0)
        {
            ordered.Add(new(_leftErrors ? Severity.Error : Severity.Warning, $"There are {_left} further findings; mend these first.", Place: source.Place(1, 1)));
        }

        return ordered;
    }
}
