using Actors.Templates.Reading;

namespace Actors.Templates.Rendering;

/// <summary>What a template was rendered to, and where each part of it comes from.</summary>
public sealed class RenderedText
{
    private readonly IReadOnlyList<RenderedPart> _parts;

    internal RenderedText(string source, string text, IReadOnlyList<RenderedPart> parts, IReadOnlyList<Finding> findings)
    {
        Source = source;
        Text = text;
        Findings = findings;
        _parts = parts;
    }

    /// <summary>Name of the template, usually a file.</summary>
    public string Source { get; }

    /// <summary>The text; empty when there is an error.</summary>
    public string Text { get; }

    /// <summary>What is wrong with the template, and values that are missing.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Whether the template could not be rendered.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Where a place of the text comes from: the same character, or the action that a value came from.</summary>
    /// <param name="line">Line of the text, from 1.</param>
    /// <param name="column">Column of the text, from 1.</param>
    /// <returns>Line and column of the template, from 1.</returns>
    public (int Line, int Column) OriginOf(int line, int column)
    {
        var (low, high) = (0, _parts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _parts[middle].StartsAfter(line, column) ? (low, middle - 1) : (middle, high);
        }

        return _parts.Count == 0 ? (line, column) : _parts[low].OriginOf(line, column);
    }
}
