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
        return text.AsSpan().TrimStart() is ['{' or '[', ..] ? ReadJson(text, source) : ReadYaml(text, source);
    }

    /// <summary>Reads YAML with any number of documents.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Name of the text for messages.</param>
    /// <returns>Documents and findings.</returns>
    public static ReadResult ReadYaml(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Build(text, source, nodes => new YamlSource(text).ReadAll(nodes));
    }

    /// <summary>Reads JSON: one document, an array of them, or a list as the API returns it (<c>items</c>).</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Name of the text for messages.</param>
    /// <returns>Documents and findings.</returns>
    public static ReadResult ReadJson(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Build(text, source, nodes => nodes.Add(new JsonSource(text).Read()));
    }

    private static ReadResult Build(string text, string source, Action<List<SourceNode>> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        if (text.Length > MaxLength)
        {
            return new([], [new(Severity.Error, $"The text has {text.Length} characters; at most {MaxLength} are read. Split it.", Place: new(source, 1, 1))]);
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
        var findings = new List<Finding>();
        foreach (var node in nodes.SelectMany(Items))
        {
            new DocumentBuilder(source, documents, findings).Build(node);
        }

        if (failure is not null)
        {
            findings.Add(new(Severity.Error, failure.Message, Place: new(source, Math.Max(1, failure.Line), Math.Max(1, failure.Column))));
        }
        else if (documents.Count == 0 && findings.Count == 0)
        {
            findings.Add(new(Severity.Error, "The text holds no document.", Place: new(source, 1, 1)));
        }

        return new(documents, findings);
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
