using Actors.Contracts.Storage;
using Actors.Silo.Api;
using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Silo.Documents;

/// <content>What is said about stored documents, and what environments were launched with.</content>
public sealed partial class DocumentService
{
    /// <summary>What is wrong or doubtful about a stored document, as everything is stored now; of an environment, what a deploy would find.</summary>
    /// <param name="scope">Where it is.</param>
    /// <param name="stored">The document.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The findings.</returns>
    public async Task<IReadOnlyList<Finding>> CheckAsync(DocumentScope scope, StoredDocument stored, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(stored);
        var document = ResourceDocument.FromJson(DocumentJson.Parse(stored));
        var catalog = await catalogs.LoadAsync(scope.Organisation, scope.Project, cancellationToken);
        var launch = await LaunchOfAsync(scope, document.Name, cancellationToken);
        var own = ReferenceCheck.Check(document, catalog, launch, stored.Revision);
        return document.Kind == KindNames.Environment ? own.Union(ReferenceCheck.CheckDeploy(document, catalog, launch, stored.Revision)).ToList() : own;
    }

    /// <summary>Where the values of an environment come from, as its next deploy would take them.</summary>
    /// <param name="scope">Where it is.</param>
    /// <param name="stored">The Environment document.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The values; sensitive ones are redacted.</returns>
    public async Task<IReadOnlyList<ReportedValue>> ValuesAsync(DocumentScope scope, StoredDocument stored, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(stored);
        var document = ResourceDocument.FromJson(DocumentJson.Parse(stored));
        return ValueReport.Of(new()
        {
            RunKind = RunKind.Deploy,
            Environment = document,
            Catalog = await catalogs.LoadAsync(scope.Organisation, scope.Project, cancellationToken),
            Facts = new() { Organisation = scope.Organisation, Project = scope.Project, EnvironmentId = "", EnvironmentName = document.Name, RunId = "" },
            Launch = await LaunchOfAsync(scope, document.Name, cancellationToken),
            Revision = stored.Revision,
        });
    }

    private async Task<Launch?> LaunchOfAsync(DocumentScope scope, string name, CancellationToken cancellationToken) => scope.Info.Kind == KindNames.Environment
        ? (await launches.ListAsync(scope.Actor(name), cancellationToken)).Select(each => each.Launch).FirstOrDefault()
        : null;

    /// <summary>What is left when all of them are gone has to have what it refers to.</summary>
    private static void RefuseReferred(DocumentScope scope, string name, IReadOnlyList<ResourceDocument> targets, Catalog catalog)
    {
        var versions = targets.Select(target => target.Version).ToHashSet(StringComparer.Ordinal);
        var rest = new Catalog(catalog.Documents.Where(document => document.Kind != scope.Info.Kind || document.Name != name || !versions.Contains(document.Version)));
        var referrers = targets.SelectMany(target => ReferenceCheck.ReferrersOf(target, rest)
                .Where(found => found.Reference.Version.Trim() is { } version && (version.Length == 0 || version == target.Version)))
            .Select(found => $"{found.Document.Subject} ({found.Reference.FieldPath})").Distinct().ToList();
        if (referrers.Count > 0)
        {
            throw ApiException.Conflict($"{scope.Info.Kind}/{name} is referred to by {string.Join(", ", referrers.Take(10))}. Delete or change those first.");
        }
    }

    /// <summary>A version that an environment is on is needed to take the environment down.</summary>
    private async Task RefuseLaunchedAsync(DocumentScope scope, string name, IReadOnlyList<ResourceDocument> targets, CancellationToken cancellationToken)
    {
        if (scope.Info.Kind is not (KindNames.EnvironmentTemplate or KindNames.ResourceTemplate))
        {
            return;
        }

        foreach (var (environment, launch) in await launches.ListAsync(scope.ProjectKey, cancellationToken))
        {
            var versions = scope.Info.Kind == KindNames.ResourceTemplate ? launch.VersionsOf(name) : launch.Template == name ? [launch.Version] : Array.Empty<string>();
            if (targets.FirstOrDefault(target => versions.Contains(target.Version)) is { } target)
            {
                throw ApiException.Conflict($"{target.Subject}{VersionOf(scope.Key(name, target.Version))} is what Environment/{environment} is on. "
                    + "Destroy the environment or move it to another version first; versionState disabled keeps the version from new launches.");
            }
        }
    }
}
