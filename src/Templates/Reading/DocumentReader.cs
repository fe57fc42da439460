using Actors.Templates.Rendering;

namespace Actors.Templates.Reading;

/// <summary>Reads documents from YAML and JSON. Never throws on bad text: it reports findings.</summary>
public static class DocumentReader
{
    /// <summary>Largest text that is read, in characters.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Reads every document of a text: YAML with any number of documents, or JSON (a text that begins with <c>{</c> or <c>[</c>).</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Name of the text for messages, usually a file.</param>
    /// <returns>Documents and findings.</returns>
    public static ReadResult Read(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return Read(text, new SourceText(source));
    }

    /// <summary>Reads every document of a text that a template was rendered to. Findings point into the template, and its own come first.</summary>
    /// <param name="rendered">The text.</param>
    /// <returns>Documents and findings; no document when the template could not be rendered.</returns>
    public static ReadResult Read(RenderedText rendered)
    {
        ArgumentNullException.ThrowIfNull(rendered);
        if (rendered.HasErrors)
        {
            return new([], rendered.Findings);
        }

        var result = Read(rendered.Text, new SourceText(rendered.Source, rendered.OriginOf));
        return result with { Findings = [.. rendered.Findings, .. result.Findings] };
    }

    /// <summary>Reads YAML with any number of documents.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Name of the text for messages.</param>
    /// <returns>Documents and findings.</returns>
    public static ReadResult ReadYaml(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return ReadYaml(text, new SourceText(source));
    }

    /// <summary>Reads JSON: one document, an array of them, or a list as the API returns it (<c>items</c>).</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Name of the text for messages.</param>
    /// <returns>Documents and findings.</returns>
    public static ReadResult ReadJson(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return ReadJson(text, new SourceText(source));
    }

    private static ReadResult Read(string text, SourceText source)
    {
        if (text.AsSpan().TrimStart(" \t\r\n\uFEFF") is not ['{' or '[', ..])
        {
            return ReadYaml(text, source);
        }

        // YAML in flow style begins like JSON; so do JSON documents that '---' parts. What is neither is most likely meant as JSON.
        return Build(text, source, nodes =>
        {
            try
            {
                new JsonSource(text).ReadAll(nodes);
            }
            catch (SourceException)
            {
                var json = nodes.ToList();
                nodes.Clear();
                try
                {
                    new YamlSource(text).ReadAll(nodes);
                }
                catch (SourceException)
                {
                    nodes.Clear();
                    nodes.AddRange(json);
                    new JsonSource(text).ReadAll([]);
                }
            }
        });
    }

    private static ReadResult ReadYaml(string text, SourceText source) => Build(text, source, new YamlSource(text).ReadAll);

    private static ReadResult ReadJson(string text, SourceText source) => Build(text, source, new JsonSource(text).ReadAll);

    private static ReadResult Build(string text, SourceText source, Action<List<SourceNode>> read)
    {
        if (text.Length > MaxLength)
        {
            return new([], [new(Severity.Error, $"The text has {text.Length} characters; at most {MaxLength} are read. Split it.", Place: source.Place(1, 1))]);
        }

        var nodes = new List<SourceNode>();
        SourceException? failure = null;
        try
        {
            read(nodes);
        }
        catch (SourceException e)
        {
            failure = e;
        }

        var documents = new List<ResourceDocument>();
        var findings = new FindingLog(source);
        if (failure is not null)
        {
            findings.Add(new(Severity.Error, failure.Message, Place: source.Place(failure.Line, failure.Column)));
        }

        foreach (var node in nodes.SelectMany(Items))
        {
            new DocumentBuilder(source, documents, findings).Build(node);
        }

        var isEmpty = documents.Count == 0 && findings.Count == 0;
        if (isEmpty)
        {
            findings.Add(new(Severity.Warning, "Note: The text holds no document; nothing is done with it.", Place: source.Place(1, 1)));
        }

        return new(documents, findings.InOrder()) { IsEmpty = isEmpty };
    }

    private static IEnumerable<SourceNode> Items(SourceNode node) => node switch
    {
        SourceScalar { IsNull: true } => [],
        SourceList list => list.Items,
        SourceMapping mapping when IsList(mapping) => ((SourceList)mapping.Find("items")!).Items,
        _ => [node],
    };

    private static bool IsList(SourceMapping mapping) =>
        mapping.Find("items") is SourceList && mapping.Find("kind") is SourceScalar kind && kind.Text.EndsWith("List", StringComparison.Ordinal);
}
