using Actors.Templates.Reading;
using Actors.Templates.Rendering;

namespace Actors.Cli.Documents;

/// <summary>Files with the values of templates, which often lie in the folder of the templates, several of them for one place each.</summary>
internal static class ValuesFile
{
    // What has one of these is a document, or was meant for one.
    private static readonly string[] DocumentFields = ["apiVersion", "kind", "metadata", "spec", "items"];

    /// <summary>Whether a file is no document, but values: it is called so, and is a mapping without any field of a document.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    public static bool IsMeant(string path, string text)
    {
        if (!Path.GetFileName(path).Contains("values", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            var values = TemplateValues.Read(text, path);
            return values.Names.Count > 0 && !values.Names.Intersect(DocumentFields, StringComparer.OrdinalIgnoreCase).Any();
        }
        catch (DocumentException)
        {
            // What is wrong with it is told of a document.
            return false;
        }
    }

    /// <summary>A file that was named as one of documents.</summary>
    /// <param name="name">What it is called in findings.</param>
    public static ReadResult Refused(string name) => new(
        [], [new(Severity.Error, "The document names no kind. The file looks like one with values of templates: give it by --values.", FieldPath: "kind", Place: new(name, 1, 1))]);

    /// <summary>The file without documents, which is said: a folder may hold it.</summary>
    /// <param name="name">What it is called in findings.</param>
    public static ReadResult Passed(string name) => new(
        [], [new(Severity.Warning, "Note: By its name and its fields the file holds values of templates and no document; nothing is done with it. To render templates with it, give it by --values.", Place: new(name, 1, 1))]) { IsEmpty = true };
}
