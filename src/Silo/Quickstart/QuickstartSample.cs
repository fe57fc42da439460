using System.Text.Json.Nodes;
using Actors.Silo.Configuration;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Silo.Quickstart;

/// <summary>A sample of the source tree.</summary>
/// <param name="Name">Name of the sample, and of its environment.</param>
/// <param name="Folder">Its folder.</param>
internal sealed record QuickstartSample(string Name, string Folder)
{
    /// <summary>Folder of the files that become the repository.</summary>
    public string RepositoryFolder => Path.Combine(Folder, "repo");

    /// <summary>Finds a sample in the source tree that the silo was built in, or next to the silo.</summary>
    public static QuickstartSample Find(string quickstart)
    {
        var name = quickstart == "opentofu" ? "quickstart-opentofu" : "quickstart";
        var folder = SourceTree.Find(Path.Combine("samples", name))
            ?? throw new StartupException($"The folder samples/{name} is neither in the source tree nor next to the silo ({AppContext.BaseDirectory}). Run the quickstart from a clone of the repository.");
        return new(name, folder);
    }

    /// <summary>Applies every document of the sample that is not there yet, what is referred to first.</summary>
    public async Task ApplyAsync(ApiSession api, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        var documents = new List<(ResourceDocument Document, string Source)>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var read = DocumentReader.Read(await File.ReadAllTextAsync(file, cancellationToken), file);
            if (read.HasErrors)
            {
                throw new StartupException(string.Join(Environment.NewLine, read.Findings));
            }

            documents.AddRange(read.Documents.Select(document => (document, file)));
        }

        foreach (var (document, source) in documents.OrderBy(entry => KindInfo.All.ToList().IndexOf(entry.Document.Info)))
        {
            // What is there stays as its owner has it; the repository's address and password are those of this start.
            if (document.Kind != KindNames.Repository && await api.HasAsync(document.Info, document.Name, cancellationToken))
            {
                await Console.Out.WriteLineAsync($"{document.Subject} is there, and stays as it is");
                continue;
            }

            var json = document.ToJson();
            change(json);
            await api.ApplyAsync(document.Info, json, source, cancellationToken);
            await Console.Out.WriteLineAsync($"{document.Subject} applied");
        }
    }
}
