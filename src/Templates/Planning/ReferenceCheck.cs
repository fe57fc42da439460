using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>What documents refer to, and whether it is there.</summary>
public static class ReferenceCheck
{
    private const int MaxActions = 50;

    /// <summary>What a document refers to, in the order of its fields.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The references.</returns>
    public static IReadOnlyList<DocumentReference> ReferencesOf(ResourceDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return References.Of(document);
    }

    /// <summary>Checks a document by itself, whatever it refers to.</summary>
    /// <param name="document">The document.</param>
    /// <param name="catalog">The documents that are known.</param>
    /// <returns>Errors and warnings; empty when nothing is wrong.</returns>
    public static IReadOnlyList<Finding> CheckAlone(ResourceDocument document, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        var findings = new FindingList();
        DocumentRules.Check(document, findings);
        AgentRules.Check(document, catalog, findings);
        if (document.Spec is EnvironmentTemplateSpec template)
        {
            TemplateStructure.Check(document, template, findings);
        }

        return findings.Findings;
    }

    /// <summary>A name of the catalog that a reference to what is not there may mean.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="catalog">The documents that are known.</param>
    /// <returns>A sentence for people; null when nothing is near.</returns>
    public static string? Suggest(DocumentReference reference, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Versions(reference.Kind, reference.Name).Count > 0 ? EnvironmentModel.Missing(catalog, reference.Kind, reference.Name, reference.Version)
            : Nearest.Find(reference.Name, catalog.Names(reference.Kind).Where(name => WithoutDigits(name) != WithoutDigits(reference.Name)), most: 1) is { } near ? $"There is no {reference.Kind} '{reference.Name}' here, but '{near}': is that meant?"
            : null;
    }

    /// <summary>Checks a document by itself and against what it refers to.</summary>
    /// <param name="document">The document.</param>
    /// <param name="catalog">The documents of its project; the document itself need not be among them.</param>
    /// <param name="launch">What a deployed environment was launched with.</param>
    /// <param name="revision">Revision of the document; another one than was launched is an update, as is 0: a document that is not stored yet.</param>
    /// <returns>Errors and warnings; empty when nothing is wrong.</returns>
    public static IReadOnlyList<Finding> Check(ResourceDocument document, Catalog catalog, Launch? launch = null, long revision = 0)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        var findings = new FindingList();
        DocumentRules.Check(document, findings);
        foreach (var reference in ReferencesOf(document))
        {
            CheckReference(document, reference, catalog, launch is not null && launch.Revision == revision ? launch : null, findings);
        }

        AgentRules.Check(document, catalog, findings);
        if (document.Spec is GlobalSettingsSpec settings)
        {
            CheckSettings(document, settings, catalog, findings);
        }
        else if (document.Spec is EnvironmentTemplateSpec)
        {
            UnusedVariables.Check(EnvironmentModel.Load(document, catalog, findings), catalog, findings);
        }
        else if (document.Spec is EnvironmentSpec)
        {
            CheckEnvironment(RequestFor(document, catalog, launch, revision), findings);
        }

        return findings.Findings;
    }

    /// <summary>Which documents refer to a document, so that deleting it can be refused.</summary>
    /// <param name="document">The document that would go.</param>
    /// <param name="catalog">The documents of its project.</param>
    /// <returns>The documents that refer to it, each with the field. Empty while another version of it serves them all.</returns>
    public static IReadOnlyList<(ResourceDocument Document, DocumentReference Reference)> ReferrersOf(ResourceDocument document, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        var rest = new Catalog(catalog.Documents.Where(other => other.Kind != document.Kind || other.Name != document.Name || other.Version != document.Version));
        return
        [
            .. rest.Documents.Where(other => other.Kind != document.Kind || other.Name != document.Name)
                .SelectMany(other => ReferencesOf(other).Select(reference => (Document: other, Reference: reference)))
                .Where(pair => pair.Reference.Name == document.Name && Means(pair.Reference.Kind, document.Kind)
                    && rest.Find(pair.Reference.Kind, pair.Reference.Name, pair.Reference.Version) is null),
        ];
    }

    /// <summary>What a deploy of an environment would find now: also what other documents bring into it.</summary>
    /// <param name="document">The environment.</param>
    /// <param name="catalog">The documents of its project.</param>
    /// <param name="launch">What it was launched with; null when it is not deployed.</param>
    /// <param name="revision">Revision of the document.</param>
    /// <returns>Errors and warnings; empty when nothing is wrong.</returns>
    public static IReadOnlyList<Finding> CheckDeploy(ResourceDocument document, Catalog catalog, Launch? launch = null, long revision = 0)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        var result = RunPlanner.Plan(RequestFor(document, catalog, launch, revision));
        return [.. result.Findings, .. result.Unsupported.Select(message => document.FindingAt(Severity.Warning, "spec.template", $"A deploy will be refused: {message}"))];
    }

    /// <summary>What would refuse every deploy of an environment, or one of the actions of its template, whatever payload it is launched with.</summary>
    /// <param name="document">The environment.</param>
    /// <param name="catalog">All documents that it refers to.</param>
    /// <returns>Errors; empty when it can be planned.</returns>
    public static IReadOnlyList<Finding> CheckPlan(ResourceDocument document, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        var request = RequestFor(document, catalog, null, 0) with { IsPayloadOpen = true };
        var deploy = RunPlanner.Plan(request);
        var actions = deploy.Plan is null ? [] : RunPlanner.ModelOf(request, new FindingList())!.Spec.Actions.Take(MaxActions)
            .Where(action => action.Name?.Trim() is { Length: > 0 } && TriggerRules.IsType(TriggerSource.Action, action.Type))
            .SelectMany(action => RunPlanner.Plan(request with { Trigger = new(TriggerSource.Action, action.Name!.Trim()) }).Findings);
        // What is wrong with another type is said of the template.
        return [.. deploy.Findings.Concat(actions).Where(finding => finding.Severity == Severity.Error).Distinct()];
    }

    private static void CheckReference(ResourceDocument document, DocumentReference reference, Catalog catalog, Launch? launch, FindingList findings)
    {
        // What was launched counts, as long as the document was not applied since.
        var kept = reference.Kind == KindNames.EnvironmentTemplate && launch?.Template == reference.Name ? catalog.FindExact(reference.Kind, reference.Name, launch.Version) : null;
        if ((kept ?? catalog.Find(reference.Kind, reference.Name, reference.Version, StateWanted(document))) is { } used)
        {
            VersionRules.CheckUse(document, reference.VersionPath ?? reference.FieldPath, used, isError: document.Spec is EnvironmentSpec && kept is null, catalog, findings);
        }
        else if (document.Spec is not EnvironmentTemplateSpec || reference.Kind != KindNames.ResourceTemplate)
        {
            // Those of an environment template are told where its resources are loaded.
            findings.Error(document, reference.FieldPath, EnvironmentModel.Missing(catalog, reference.Kind, reference.Name, reference.Version));
        }
    }

    private static VersionState? StateWanted(ResourceDocument document) => VersionRules.StateOf((document.Spec as EnvironmentSpec)?.Template?.VersionState);

    // A project's settings are above the organisation's, which may forbid it.
    private static void CheckSettings(ResourceDocument document, GlobalSettingsSpec settings, Catalog catalog, FindingList findings)
    {
        if (catalog.IsOrganisation || catalog.OrganisationSettings is not { } global)
        {
            return;
        }

        var valued = settings.Variables.Where(each => each.Value is not null).Select(each => each.Name?.Trim() ?? "").ToHashSet(StringComparer.Ordinal);
        var levels = new[] { global, document }.Select(each => InputLevel.OfSettings(each))
            .Select(level => level with { Declares = true, Variables = [.. level.Variables.Where(each => valued.Contains(each.Name))] });
        var merger = new InputMerger(findings);
        merger.Inputs(merger.MergeByName([.. levels]));
    }

    private static PlanRequest RequestFor(ResourceDocument environment, Catalog catalog, Launch? launch, long revision) => new()
    {
        RunKind = RunKind.Deploy,
        Environment = environment,
        Catalog = catalog,
        Facts = new() { Organisation = "", Project = "", EnvironmentId = "", EnvironmentName = environment.Name, RunId = "" },
        Launch = launch,
        Revision = revision,
    };

    private static void CheckEnvironment(PlanRequest request, FindingList findings)
    {
        // What is wrong with the template itself is said when the template is checked.
        if (RunPlanner.ModelOf(request, new FindingList()) is { } model)
        {
            var context = new PlanContext(request, model, findings);
            EnvironmentCheck.CheckCircle(context);
            EnvironmentCheck.CheckValues(context);
            FixedCheck.Check(context);
        }
    }

    // Numbered names are near to each other, and meant as they are.
    private static string WithoutDigits(string name) => string.Concat(name.Where(each => !char.IsAsciiDigit(each)));

    private static bool Means(string referenced, string kind) =>
        referenced == kind || (referenced == KindNames.WorkflowHandler && kind == KindNames.Driver);
}
