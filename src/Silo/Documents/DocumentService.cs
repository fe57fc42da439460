using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Actors.Contracts.Storage;
using Actors.Grains.Catalog;
using Actors.Silo.Api;
using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Silo.Documents;

/// <summary>Writes and deletes documents: checks all of it first, so that what is refused leaves the store as it was.</summary>
public sealed partial class DocumentService(IDocumentStore store, CatalogLoader catalogs, IEnumerable<IDeleteRule> deleteRules, ILaunches launches) : IDisposable
{
    private const int MostWrites = 10;

    // A check and its write belong together: else one request could delete what another, checked at the same moment, refers to.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _projects = new();

    /// <summary>Stores the one document of a text.</summary>
    /// <param name="scope">Where it was sent to.</param>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="source">Name of the text for findings.</param>
    /// <param name="failOnExists">Refuse to replace a document.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is stored now, and what is doubtful about it.</returns>
    /// <exception cref="ApiException">It is refused.</exception>
    public async Task<(StoredDocument Stored, IReadOnlyList<Finding> Findings)> ApplyAsync(DocumentScope scope, string text, string source, bool failOnExists, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var incoming = DocumentIntake.ReadOne(scope, text, source);
        var gate = await EnterAsync(scope, cancellationToken);
        try
        {
            // The gate is this silo's own: where another one wrote in between, what is stored by then counts.
            for (var go = 1; go <= MostWrites; go++)
            {
                var (stored, findings) = await TryApplyAsync(scope, incoming, failOnExists, cancellationToken);
                if (stored is not null)
                {
                    return (stored, findings);
                }
            }

            throw ApiException.Conflict($"{incoming.Subject} is changed by others all the time: {MostWrites} writes came too late. Read it and apply again.");
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Deletes a document, or every version of a name.</summary>
    /// <param name="scope">Where it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">The version; null: all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When deleted.</returns>
    /// <exception cref="ApiException">It is not there, or is in use.</exception>
    public async Task DeleteAsync(DocumentScope scope, string name, string? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var gate = await EnterAsync(scope, cancellationToken);
        try
        {
            var damaged = await DamagedAsync(scope, name, version, cancellationToken);
            var catalog = await LoadAsync(scope, damaged.Count > 0, cancellationToken);
            var targets = catalog.Versions(scope.Info.Kind, name).Where(document => version is null || document.Version == version).Concat(damaged).ToList();
            if (targets.Count == 0)
            {
                throw NotFound(scope, name, version);
            }

            RefuseReferred(scope, name, targets, catalog);
            await RefuseLaunchedAsync(scope, name, targets, cancellationToken);
            foreach (var rule in deleteRules.Where(rule => rule.Kind == scope.Info.Kind))
            {
                await rule.BeforeDeleteAsync(scope, name, cancellationToken);
            }

            foreach (var label in targets.Select(target => target.Version))
            {
                await store.DeleteAsync(scope.Key(name, label), cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The refusal when a document is not there.</summary>
    /// <param name="scope">Where it was looked for.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <returns>The exception.</returns>
    public static ApiException NotFound(DocumentScope scope, string name, string? version = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return ApiException.NotFound($"There is no {scope.Info.Kind} '{name}'{(string.IsNullOrEmpty(version) ? "" : $" of version '{version}'")} in project '{scope.Project}'.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var gate in _projects.Values)
        {
            gate.Dispose();
        }
    }

    /// <summary>Checks and writes; null when another silo has written in between.</summary>
    private async Task<(StoredDocument? Stored, IReadOnlyList<Finding> Findings)> TryApplyAsync(DocumentScope scope, ResourceDocument incoming, bool failOnExists, CancellationToken cancellationToken)
    {
        var key = scope.Key(incoming.Name, incoming.Version);
        var (stored, damaged) = await ReadAsync(key, cancellationToken);
        if (failOnExists && (stored is not null || damaged is not null))
        {
            throw ApiException.Conflict($"{incoming.Subject}{VersionOf(key)} exists already in project '{scope.Project}'.");
        }

        var json = SecretRedaction.Merge(stored is null ? null : DocumentJson.Parse(stored), incoming.ToJson());
        DocumentIntake.RefuseMarkers(incoming, json);
        var merged = DocumentIntake.Canonical(scope, json);
        var catalog = await LoadAsync(scope, damaged is not null, cancellationToken);
        var before = stored is null ? null : ResourceDocument.FromJson(DocumentJson.Parse(stored));
        merged = SensitiveMarks.Mark(merged, before, catalog);
        var checkable = incoming with { Metadata = merged.Metadata, Spec = merged.Spec, Raw = merged.Raw };
        IReadOnlyList<Finding> findings =
        [
            .. VersionRules.CheckChange(before, checkable),
            .. ReferenceCheck.Check(checkable, catalog, await LaunchOfAsync(scope, incoming.Name, cancellationToken)),
        ];
        if (findings.Any(finding => finding.Severity == Severity.Error))
        {
            throw ApiException.Invalid($"{incoming.Subject} is not valid: {DocumentIntake.Summary(findings)}", findings);
        }

        return (await store.PutAsync(key, merged.Raw.ToJsonString(), stored?.Revision ?? damaged?.Revision ?? 0, cancellationToken), findings);
    }

    private static string VersionOf(DocumentKey key) => key.Version.Length == 0 ? "" : $" of version '{key.Version}'";

    private async Task<SemaphoreSlim> EnterAsync(DocumentScope scope, CancellationToken cancellationToken)
    {
        var gate = _projects.GetOrAdd(scope.ProjectKey.Value, _ => new(1, 1));
        await gate.WaitAsync(cancellationToken);
        return gate;
    }
}
