using Actors.Templates.Reading;

namespace Actors.Templates.Rendering;

/// <summary>The values that a template is rendered with.</summary>
public sealed class TemplateValues
{
    private TemplateValues(SourceNode? root) => Root = root;

    /// <summary>No values: every key is missing.</summary>
    public static TemplateValues None { get; } = new(null);

    /// <summary>The names at the top, in the order of the text.</summary>
    public IReadOnlyList<string> Names => Root is SourceMapping mapping ? [.. mapping.Entries.Select(entry => entry.Key)] : [];

    internal SourceNode? Root { get; }

    /// <summary>Reads values from YAML or JSON: one mapping.</summary>
    /// <param name="text">The text; blank means no values.</param>
    /// <param name="source">Name of the text for messages, usually a file.</param>
    /// <returns>The values.</returns>
    /// <exception cref="DocumentException">The text is no YAML or JSON, or no mapping.</exception>
    public static TemplateValues Read(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(source);
        var nodes = new List<SourceNode>();
        try
        {
            if (text.Length > DocumentReader.MaxLength)
            {
                throw new SourceException($"The values have {text.Length} characters; at most {DocumentReader.MaxLength} are read.", 1, 1);
            }

            // JSON is YAML, too.
            new YamlSource(text).ReadAll(nodes);
            nodes.RemoveAll(node => node is SourceScalar { IsNull: true });
            return nodes switch
            {
                [] => None,
                [SourceMapping mapping] => new(mapping),
                [var other] => throw new SourceException("Values must be a mapping of names to values.", other.Line, other.Column),
                _ => throw new SourceException("Values must be one YAML document.", nodes[1].Line, nodes[1].Column),
            };
        }
        catch (SourceException e)
        {
            throw new DocumentException([new(Severity.Error, e.Message, Place: new(source, Math.Max(1, e.Line), Math.Max(1, e.Column)))]);
        }
    }
}
