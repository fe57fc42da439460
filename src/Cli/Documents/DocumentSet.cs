using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary>The documents of some files, and what is wrong with them.</summary>
/// <param name="Files">Names of the files.</param>
/// <param name="Documents">The usable documents in the order of the files.</param>
/// <param name="Findings">Errors and warnings, in the order of the files.</param>
internal sealed record DocumentSet(IReadOnlyList<string> Files, IReadOnlyList<ResourceDocument> Documents, IReadOnlyList<Finding> Findings)
{
    private const int MaxSuggestions = 100;

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Number of files with an error.</summary>
    public int InvalidFiles
    {
        get
        {
            var invalid = Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Place?.Source).ToHashSet();
            return Files.Count(invalid.Contains);
        }
    }

    /// <summary>The documents as planning sees them: the organisation's settings are above those of the project.</summary>
    public Catalog Catalog => CatalogOf(Documents);

    /// <summary>Checks the documents of several files by themselves and against each other. What they refer to outside may be on the server:
    /// a document is checked against what it refers to only when all of that is here, and a name that is not here is worth a warning only
    /// when one that is here is nearly the same.</summary>
    /// <param name="files">The files.</param>
    /// <param name="isOneSet">Whether all are used together; else a document may be there once in each folder, and refers to those around it first.</param>
    /// <returns>Documents and findings.</returns>
    public static DocumentSet Check(IReadOnlyList<DocumentFile> files, bool isOneSet)
    {
        var findings = files.SelectMany(file => file.Read.Findings).ToList();
        var placed = files.SelectMany(file => file.Read.Documents.Select(document => (Document: document, Folder: isOneSet ? "" : file.Folder))).ToList();
        foreach (var twice in placed.GroupBy(each => (each.Folder, each.Document.Kind, each.Document.Name, each.Document.Version, each.Document.Metadata.Project)))
        {
            foreach (var (document, _) in twice.Skip(1))
            {
                var first = twice.First().Document.FindingAt(Severity.Error, "metadata.name", "").Place;
                findings.Add(document.FindingAt(Severity.Error, "metadata.name", $"The document is given more than once, first at {first}; keep one of them."));
            }
        }

        // What is wrong with a document says why it cannot be used; that it is not there would be wrong.
        var refused = files.SelectMany(file => file.Read.Findings).Where(finding => finding is { Severity: Severity.Error, Subject: not null }).Select(finding => finding.Subject!).ToHashSet(StringComparer.Ordinal);
        var documents = placed.ConvertAll(each => each.Document);
        var names = documents.Select(document => (document.Kind, document.Name)).ToHashSet();
        var common = names.Count == documents.Count ? CatalogOf(documents) : null;
        foreach (var around in placed.GroupBy(each => (each.Folder, each.Document.Metadata.Project)))
        {
            // Of several documents of one name, those of the same project and folder are meant.
            var catalog = common ?? CatalogOf([.. placed.OrderBy(each => each.Document.Metadata.Project == around.Key.Project).ThenBy(each => each.Folder == around.Key.Folder).Select(each => each.Document)]);
            var complete = OutsideDocuments.Complete(catalog);
            findings.AddRange(around.SelectMany(each => Check(each.Document, catalog, complete, refused)));
        }

        var order = files.Select((file, i) => (file.Name, i)).GroupBy(each => each.Name).ToDictionary(each => each.Key, each => each.First().i);
        return new([.. files.Where(file => !file.IsSkipped).Select(file => file.Name).Distinct()], documents, [.. WithoutEchoes(findings.Distinct())
            .OrderBy(finding => order.GetValueOrDefault(finding.Place?.Source ?? "")).ThenBy(finding => finding.Place?.Line).ThenBy(finding => finding.Place?.Column)]);
    }

    // What is an error already need not be warned of, unless only the warning knows a way out.
    private static IEnumerable<Finding> WithoutEchoes(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        var errors = all.Where(finding => finding.Severity == Severity.Error).ToLookup(finding => (finding.Subject, finding.FieldPath, finding.Place));
        return all.Where(finding => finding.Severity == Severity.Error || !errors[(finding.Subject, finding.FieldPath, finding.Place)].Any(error => HasHint(error) || !HasHint(finding)));
    }

    private static bool HasHint(Finding finding) => finding.Message.Contains("Did you mean", StringComparison.Ordinal);

    /// <summary>The documents in an order in which each follows what it refers to; as given where that leaves a choice.</summary>
    /// <returns>The same documents.</returns>
    public IReadOnlyList<ResourceDocument> DependenciesFirst()
    {
        var catalog = Catalog;
        var ordered = new List<ResourceDocument>();
        var seen = new HashSet<ResourceDocument>(ReferenceEqualityComparer.Instance);
        foreach (var document in Documents.OrderBy(document => document.Info, KindOrder.Comparer))
        {
            Visit(document);
        }

        return ordered;

        void Visit(ResourceDocument document)
        {
            if (!seen.Add(document))
            {
                return;
            }

            foreach (var target in ReferenceCheck.ReferencesOf(document).Select(reference => Target(catalog, reference)))
            {
                if (target is not null)
                {
                    Visit(target);
                }
            }

            ordered.Add(document);
        }
    }

    private static IEnumerable<Finding> Check(ResourceDocument document, Catalog catalog, Catalog complete, HashSet<string> refused)
    {
        var near = ReferenceCheck.ReferencesOf(document).Where(reference => Target(catalog, reference) is null && !IsRefused(reference, refused)).Take(MaxSuggestions)
            .Select(reference => (reference.FieldPath, Message: ReferenceCheck.Suggest(reference, catalog)))
            .Where(each => each.Message is not null)
            .Select(each => document.FindingAt(Severity.Warning, each.FieldPath, each.Message!));
        if (!IsComplete(document, complete, []))
        {
            return ReferenceCheck.CheckAlone(document, catalog).Concat(near);
        }

        var own = ReferenceCheck.Check(document, complete).Concat(near);
        return document.Kind == KindNames.Environment ? own.Concat(ReferenceCheck.CheckPlan(document, complete)) : own;
    }

    private static Catalog CatalogOf(IReadOnlyList<ResourceDocument> documents)
    {
        var global = documents.Where(document => document.Kind == KindNames.GlobalSettings && document.Metadata.Project == OrganisationLevel.Project).ToList();
        return new(documents.Except(global)) { OrganisationSettings = global.LastOrDefault(), IsOfFiles = true };
    }

    private static ResourceDocument? Target(Catalog catalog, DocumentReference reference) =>
        catalog.Find(reference.Kind, reference.Name, reference.Version);

    private static bool IsRefused(DocumentReference reference, HashSet<string> refused) =>
        refused.Contains($"{reference.Kind}/{reference.Name}") || (reference.Kind == KindNames.WorkflowHandler && refused.Contains($"{KindNames.Driver}/{reference.Name}"));

    private static bool IsComplete(ResourceDocument document, Catalog catalog, HashSet<ResourceDocument> visited) =>
        !visited.Add(document)
        || ReferenceCheck.ReferencesOf(document).All(reference => Target(catalog, reference) is { } target && IsComplete(target, catalog, visited));
}
