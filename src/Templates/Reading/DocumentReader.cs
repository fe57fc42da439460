namespace Actors.Templates.Reading;

/// <summary>Reads documents from YAML and JSON. Never throws on bad text: it reports findings.</summary>
public static class DocumentReader
{
    /// <summary>Largest text that is read, in characters.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Reads every document of a text: YAML with any number of documents, or JSON with one or an array (chosen by the first character).</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Name of the text for messages, usually a file.</param>
    /// <returns>Documents and findings.</returns>
    public static ReadResult Read(string text, string source) => throw new NotImplementedException();

    /// <summary>Reads JSON: one document, or an array or list of them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Name of the text for messages.</param>
    /// <returns>Documents and findings.</returns>
    public static ReadResult ReadJson(string text, string source) => throw new NotImplementedException();
}
