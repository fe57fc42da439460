using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary>The documents of some files, and what is wrong with them.</summary>
/// <param name="Documents">The usable documents in the order of the files.</param>
/// <param name="Findings">Errors and warnings.</param>
internal sealed record DocumentSet(IReadOnlyList<ResourceDocument> Documents, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>The documents as planning sees them: the organisation's settings are above those of the project.</summary>
    public Catalog Catalog => CatalogOf(Documents);

    /// <summary>Checks the documents of several texts by themselves and against each other. What they refer to outside may be on the server:
    /// a document is checked against what it refers to only when all of that is here.</summary>
    /// <param name="texts">What reading each text gave.</param>
    /// <param name="warnMissing">Whether a reference to what is not here is worth a warning.</param>
    /// <returns>Documents and findings.</returns>
    public static DocumentSet Check(IReadOnlyList<ReadResult> texts, bool warnMissing)
    {
        var documents = texts.SelectMany(text => text.Documents).ToList();
        var findings = texts.SelectMany(text => text.Findings).ToList();
        foreach (var twice in documents.GroupBy(document => (document.Kind, document.Name, document.Version, document.Metadata.Project)).Where(group => group.Count() > 1))
        {
            findings.Add(twice.Last().FindingAt(Severity.Error, "metadata.name", "is given more than once; keep one of them."));
        }

        var catalog = CatalogOf(documents);
        foreach (var document in documents)
        {
            var missing = ReferenceCheck.ReferencesOf(document).Where(reference => Target(catalog, reference) is null).ToList();
            if (warnMissing)
            {
                findings.AddRange(missing.Select(reference => document.FindingAt(
                    Severity.Warning, reference.FieldPath, $"{reference.Kind}/{reference.Name} is not among these files: not checked.")));
            }

            if (IsComplete(document, catalog, []))
            {
                findings.AddRange(ReferenceCheck.Check(document, catalog));
            }
        }

        return new(documents, [.. findings.Distinct()]);
    }

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

    private static Catalog CatalogOf(IReadOnlyList<ResourceDocument> documents)
    {
        var global = documents.Where(document => document.Kind == KindNames.GlobalSettings && document.Metadata.Project == OrganisationLevel.Project).ToList();
        return new(documents.Except(global)) { OrganisationSettings = global.LastOrDefault() };
    }

    private static ResourceDocument? Target(Catalog catalog, DocumentReference reference) =>
        catalog.Find(reference.Kind, reference.Name, reference.Version);

    private static bool IsComplete(ResourceDocument document, Catalog catalog, HashSet<ResourceDocument> visited) =>
        !visited.Add(document)
        || ReferenceCheck.ReferencesOf(document).All(reference => Target(catalog, reference) is { } target && IsComplete(target, catalog, visited));
}
