using Actors.Cli.Hosting;
using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary>Reads documents from files.</summary>
internal static class DocumentFiles
{
    private const int MaxFiles = 10_000;
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>Reads files, folders (their *.yaml, *.yml and *.json, not those of sub-folders) and <c>-</c> (standard input).</summary>
    /// <exception cref="CliException">A path is not there, cannot be read, or there is no document at all.</exception>
    public static async Task<IReadOnlyList<ReadResult>> ReadAsync(IEnumerable<string> paths, CliHost host, CancellationToken cancellation)
    {
        var texts = new List<ReadResult>();
        foreach (var path in paths.SelectMany(path => Expand(path, host)).Distinct().Take(MaxFiles))
        {
            texts.Add(DocumentReader.Read(await ReadTextAsync(path, host, cancellation), path == "-" ? "stdin" : path));
        }

        return texts.Any(text => text.Documents.Count > 0 || text.Findings.Count > 0)
            ? texts
            : throw new CliException(ExitCodes.Failed, $"There is no document in {string.Join(", ", paths)}.");
    }

    private static List<string> Expand(string path, CliHost host)
    {
        var full = Path.Combine(host.WorkingDirectory, path);
        if (path == "-" || !Directory.Exists(full))
        {
            return [path];
        }

        var files = Directory.EnumerateFiles(full)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(file => Path.Combine(path, Path.GetFileName(file)))
            .ToList();
        return files.Count > 0 ? files : throw new CliException(ExitCodes.Usage, $"The folder {path} has no *.yaml, *.yml or *.json.");
    }

    private static async Task<string> ReadTextAsync(string path, CliHost host, CancellationToken cancellation)
    {
        if (path == "-")
        {
            return Bounded(await host.In.ReadToEndAsync(cancellation), path);
        }

        try
        {
            var file = new FileInfo(Path.Combine(host.WorkingDirectory, path));
            return file.Exists && file.Length > 4L * DocumentReader.MaxLength
                ? throw TooLarge(path)
                : Bounded(await File.ReadAllTextAsync(file.FullName, cancellation), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"{path} cannot be read: {exception.Message}");
        }
    }

    private static string Bounded(string text, string path) => text.Length <= DocumentReader.MaxLength ? text : throw TooLarge(path);

    private static CliException TooLarge(string path) =>
        new(ExitCodes.Failed, $"{path} is larger than {DocumentReader.MaxLength} characters. Split it into several files.");
}
