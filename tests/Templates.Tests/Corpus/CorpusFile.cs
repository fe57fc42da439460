using Actors.Templates.Reading;
using Actors.Templates.Rendering;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Corpus;

/// <summary>A file of the corpus: templates in the style of those that teams have.</summary>
/// <param name="Name">Path below the folder of the corpus.</param>
/// <param name="Text">The text as it is read; a template's is rendered.</param>
/// <param name="Result">What reading it gives.</param>
internal sealed record CorpusFile(string Name, string Text, ReadResult Result)
{
    private const string Values = "templates/values.yaml";

    public static string Folder { get; } = Repository.PathOf("tests", "Templates.Tests", "Corpus");

    public static IReadOnlyList<CorpusFile> All { get; } =
    [
        .. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json" or ".tmpl")
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(name => name != Values)
            .Order(StringComparer.Ordinal)
            .Select(Load),
    ];

    private static CorpusFile Load(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        if (!name.EndsWith(".tmpl", StringComparison.Ordinal))
        {
            return new(name, text, DocumentReader.Read(text, name));
        }

        var rendered = GoTemplate.Render(text, TemplateValues.Read(File.ReadAllText(Path.Combine(Folder, Values)), Values), name);
        return new(name, rendered.Text, DocumentReader.Read(rendered));
    }
}
