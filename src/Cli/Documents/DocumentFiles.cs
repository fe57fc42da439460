using Actors.Cli.Hosting;
using Actors.Templates.Reading;
using Actors.Templates.Rendering;

namespace Actors.Cli.Documents;

/// <summary>Reads documents from files.</summary>
internal static class DocumentFiles
{
    private const int MaxFiles = 10_000;
    private static readonly string[] TemplateExtensions = [".tmpl", ".tpl", ".gotmpl"];
    private static readonly string[] Extensions = [".yaml", ".yml", ".json", ".tmpl"];

    // Hidden files of folders (.git, .terraform) hold no documents, and links may lead in circles.
    private static readonly EnumerationOptions Walk = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>Reads files, folders (their *.yaml, *.yml, *.json and *.tmpl) and <c>-</c> (standard input).</summary>
    /// <param name="paths">Files and folders; files whose name ends with that of a template are rendered, and all of them when there are values.</param>
    /// <param name="templates">Files that are rendered whatever they are called.</param>
    /// <param name="valuesPath">File with the values; null: none.</param>
    /// <param name="host">The host.</param>
    /// <param name="mayBeEmpty">Whether files without any document will do.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The files in the order of the arguments; those of a folder by name.</returns>
    /// <exception cref="CliException">A path is not there, cannot be read, or there is no document at all.</exception>
    public static async Task<IReadOnlyList<DocumentFile>> ReadAsync(
        IReadOnlyList<string> paths, IReadOnlyList<string> templates, string? valuesPath, CliHost host, bool mayBeEmpty, CancellationToken cancellation)
    {
        var values = valuesPath is null ? TemplateValues.None : await ReadValuesAsync(valuesPath, host, cancellation);
        var valuesFile = valuesPath is null ? null : Path.GetFullPath(valuesPath, host.WorkingDirectory);
        var files = new List<DocumentFile>();
        var found = templates.Select(path => (Path: path, IsTemplate: true, IsGiven: true, IsNamed: true)).Concat(paths.SelectMany(
            path => Expand(path, valuesFile, host).Select(file => (Path: file, IsTemplate: valuesPath is not null || HasTemplateName(file), IsGiven: file == path || HasTemplateName(file), IsNamed: file == path))));
        foreach (var (path, isTemplate, isGiven, isNamed) in found.DistinctBy(each => each.Path == "-" ? each.Path : Path.GetFullPath(each.Path, host.WorkingDirectory)))
        {
            if (files.Count == MaxFiles)
            {
                throw new CliException(ExitCodes.Usage, $"There are more than {MaxFiles} files. Name fewer at a time.");
            }

            // One file that cannot be taken does not keep the others from being looked at. What a person names may be a pipe.
            var name = NameOf(path);
            if (!isNamed && !HasExtension(path))
            {
                files.Add(new(name, new([], [new(Severity.Warning, "Note: Of folders, files of this name are skipped; name it to have it rendered as a template.", Place: new(name, 1, 1))])) { IsSkipped = true });
                continue;
            }

            if (!isNamed && !FileKind.MayBeRegular(Path.Combine(host.WorkingDirectory, path)))
            {
                files.Add(new(name, new([], [new(Severity.Warning, "Note: This is no regular file, but a pipe, a socket or a device; it is skipped.", Place: new(name, 1, 1))])) { IsSkipped = true });
                continue;
            }

            var (text, problem) = await ReadTextAsync(path, host, cancellation);
            files.Add(new(name, problem is not null ? new([], [problem])
                : ValuesFile.IsMeant(path, text) ? isNamed && valuesPath is null ? ValuesFile.Refused(name) : ValuesFile.Passed(name)
                : isTemplate ? Render(text, values, name, isGiven)
                : Read(text, name)));
        }

        return mayBeEmpty || files.Any(file => !file.Read.IsEmpty && !file.IsSkipped)
            ? files
            : throw new CliException(ExitCodes.Failed, $"There is no document in {string.Join(", ", paths.Concat(templates))}.");
    }

    // A file that a folder happens to hold may have braces of another language in its texts.
    private static ReadResult Render(string text, TemplateValues values, string name, bool isGiven)
    {
        var rendered = GoTemplate.Render(text, values, name);
        if (isGiven || !rendered.HasErrors || DocumentReader.Read(text, name) is not { HasErrors: false } plain)
        {
            return DocumentReader.Read(rendered);
        }

        var reason = rendered.Findings.First(finding => finding.Severity == Severity.Error);
        return plain with { Findings = [reason with { Severity = Severity.Warning, Message = $"The file is no template, and read as it is: {reason.Message}" }, .. plain.Findings] };
    }

    private static ReadResult Read(string text, string name)
    {
        var read = DocumentReader.Read(text, name);
        return read.HasErrors && text.Contains("{{", StringComparison.Ordinal)
            ? read with { Findings = [.. read.Findings, new(Severity.Warning, "The file has '{{': if it is a template, give its values by --values.", Place: new(name, 1, 1))] }
            : read;
    }

    private static bool HasTemplateName(string path) => TemplateExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool HasExtension(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static async Task<TemplateValues> ReadValuesAsync(string path, CliHost host, CancellationToken cancellation)
    {
        try
        {
            var (text, problem) = await ReadTextAsync(path, host, cancellation);
            return problem is null ? TemplateValues.Read(text, NameOf(path)) : throw new CliException(ExitCodes.Usage, $"The values cannot be read: {problem}");
        }
        catch (DocumentException exception)
        {
            throw new CliException(ExitCodes.Usage, $"The values cannot be read: {exception.Message}");
        }
    }

    private static List<string> Expand(string path, string? valuesFile, CliHost host)
    {
        var full = Path.Combine(host.WorkingDirectory, path);
        if (path == "-" || !Directory.Exists(full))
        {
            // A pattern of a shell may give it as a document, too.
            return path != "-" && Path.GetFullPath(full) == valuesFile ? [] : [path];
        }

        try
        {
            var files = Directory.EnumerateFiles(full, "*", Walk)
                .Where(file => (HasExtension(file) || HasTemplateName(file)) && Path.GetFullPath(file) != valuesFile)
                .Take(MaxFiles + 1)
                .Order(StringComparer.Ordinal)
                .Select(file => Path.Combine(path, Path.GetRelativePath(full, file)))
                .ToList();
            return files.Exists(HasExtension) ? files : throw new CliException(ExitCodes.Usage, $"The folder {path} has no *.yaml, *.yml, *.json or *.tmpl.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"{path} cannot be read: {exception.Message}");
        }
    }

    private static string NameOf(string path) => path == "-" ? "stdin" : path;

    private static async Task<FileText> ReadTextAsync(string path, CliHost host, CancellationToken cancellation) => path == "-"
        ? FileText.Bounded(await host.In.ReadToEndAsync(cancellation), NameOf(path))
        : await FileText.ReadAsync(Path.Combine(host.WorkingDirectory, path), path, cancellation);
}
