using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Silo.Api;
using Actors.Silo.Configuration;
using Actors.Templates.Reading;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Documents;

/// <summary><c>/apis/{group}/{version}/projects/{project}/{plural}</c>: documents of all kinds.</summary>
public static class DocumentApi
{
    private const string Path = "/apis/{group}/{version}/projects/{project}/{plural}";
    private static readonly string[] TextTypes = ["application/yaml", "application/x-yaml", "text/yaml", "application/json"];

    /// <summary>Maps the documents' endpoints.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapPost(Path, ApplyAsync);
        app.MapGet(Path, ListAsync);
        app.MapGet(Path + "/{name}", GetAsync);
        app.MapGet(Path + "/{name}/versions", VersionsAsync);
        app.MapDelete(Path + "/{name}", DeleteAsync);
    }

    private static async Task<IResult> ApplyAsync([AsParameters] DocumentPath path, HttpRequest request, DocumentService documents,
        [FromQuery(Name = "fail-on-exists")] bool? failOnExists, [FromQuery] string? source, CancellationToken cancellationToken)
    {
        var scope = path.Scope();
        var text = await ReadTextAsync(request, cancellationToken);
        var (stored, findings) = await documents.ApplyAsync(scope, text, source is { Length: > 0 and <= 1024 } ? source : "request", failOnExists ?? false, cancellationToken);
        return Results.Json(DocumentJson.View(stored, DocumentJson.WithFindings(null, findings)));
    }

    private static async Task<IResult> ListAsync([AsParameters] DocumentPath path, IDocumentStore store, IEnumerable<IDocumentStatus> statuses,
        int? limit, int? offset, string? order, string? orderBy, CancellationToken cancellationToken)
    {
        var scope = path.Scope();
        if (orderBy is not (null or "createdAt" or "name") || (order is not null && !order.Equals("ASC", StringComparison.OrdinalIgnoreCase) && !order.Equals("DESC", StringComparison.OrdinalIgnoreCase)))
        {
            throw ApiException.Invalid("orderBy must be createdAt or name, order must be ASC or DESC.");
        }

        var (take, skip) = Paging.Read(limit, offset);
        var newest = orderBy == "createdAt" && "DESC".Equals(order, StringComparison.OrdinalIgnoreCase);
        var page = await store.ListAsync(new(scope.Organisation, scope.Project, scope.Info.Kind, Offset: skip, Limit: take, NewestFirst: newest), cancellationToken);
        var items = new JsonArray();
        foreach (var item in page.Items)
        {
            items.Add((JsonNode)DocumentJson.View(item, await StatusAsync(statuses, scope, item.Key.Name, brief: true, cancellationToken)));
        }

        return List(scope, items, page, take, skip);
    }

    private static async Task<IResult> GetAsync([AsParameters] DocumentPath path, string name, IDocumentStore store, IEnumerable<IDocumentStatus> statuses,
        DocumentService documents, [FromQuery(Name = "version")] string? label, bool? findings, bool? values, CancellationToken cancellationToken)
    {
        var scope = path.Scope();
        var versions = await store.ListAsync(new(scope.Organisation, scope.Project, scope.Info.Kind, name), cancellationToken);

        // Without a version another than the damaged one might be shown as the latest.
        if (versions.Damaged.FirstOrDefault(item => string.IsNullOrEmpty(label) || item.Key.Version == label) is { } damaged)
        {
            throw new DamagedException(damaged.Message);
        }

        var catalog = new Templates.Planning.Catalog(versions.Items.OrderBy(item => item.CreatedAt).Select(item => ResourceDocument.FromJson(DocumentJson.Parse(item))));
        var latest = string.IsNullOrEmpty(label) && catalog.Versions(scope.Info.Kind, name) is [.., var last] ? last : null;
        var found = catalog.Find(scope.Info.Kind, name, label) ?? latest;
        var stored = versions.Items.FirstOrDefault(item => item.Key.Version == found?.Version) ?? throw DocumentService.NotFound(scope, name, label);
        var status = await StatusAsync(statuses, scope, name, brief: false, cancellationToken);
        if (values == true && scope.Info.Kind == Templates.Kinds.KindNames.Environment)
        {
            var view = status as JsonObject ?? [];
            var reported = (await documents.ValuesAsync(scope, stored, cancellationToken)).Select(ValueViews.Of).ToList();
            view["values"] = JsonSerializer.SerializeToNode(reported, ApiJson.Default.IReadOnlyListValueView);
            status = view;
        }

        return Results.Json(DocumentJson.View(stored, findings == true
            ? DocumentJson.WithFindings(status, await documents.CheckAsync(scope, stored, cancellationToken))
            : status));
    }

    private static async Task<IResult> VersionsAsync([AsParameters] DocumentPath path, string name, IDocumentStore store, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var scope = path.Scope();
        var (take, skip) = Paging.Read(limit, offset);
        var page = await store.ListAsync(new(scope.Organisation, scope.Project, scope.Info.Kind, name, skip, take, NewestFirst: true), cancellationToken);
        return page.Count == 0 ? throw DocumentService.NotFound(scope, name) : List(scope, new([.. page.Items.Select(item => DocumentJson.View(item))]), page, take, skip);
    }

    private static async Task<IResult> DeleteAsync([AsParameters] DocumentPath path, string name, DocumentService documents,
        [FromQuery(Name = "version")] string? label, CancellationToken cancellationToken)
    {
        await documents.DeleteAsync(path.Scope(), name, string.IsNullOrEmpty(label) ? null : label, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<JsonNode?> StatusAsync(IEnumerable<IDocumentStatus> statuses, DocumentScope scope, string name, bool brief, CancellationToken cancellationToken) =>
        statuses.FirstOrDefault(status => status.Kind == scope.Info.Kind) is { } found ? await found.GetAsync(scope, name, brief, cancellationToken) : null;

    private static IResult List(DocumentScope scope, JsonArray items, DocumentPage page, int limit, int offset)
    {
        var metadata = new JsonObject { ["count"] = page.Count, ["limit"] = limit, ["offset"] = offset };
        if (page.Damaged.Count > 0)
        {
            metadata["warnings"] = new JsonArray([.. page.Damaged.Select(item => (JsonNode)item.Message)]);
        }

        return Results.Json(new JsonObject { ["apiVersion"] = scope.Info.ApiVersion, ["kind"] = scope.Info.Kind + "List", ["metadata"] = metadata, ["items"] = items });
    }

    private static async Task<string> ReadTextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var type = request.ContentType?.Split(';')[0].Trim();
        if (!TextTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, $"The content type is '{type}'. Send application/yaml or application/json.");
        }

        try
        {
            using var reader = new StreamReader(request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            throw ApiException.Invalid("The document is not UTF-8.");
        }
    }

    /// <summary>The parts of the path.</summary>
    internal sealed record DocumentPath(string Group, string Version, string Project, string Plural, IOptions<ActorsOptions> Options)
    {
        public DocumentScope Scope() => DocumentScope.Of(Options.Value.Organisation, Group, Version, Project, Plural);
    }
}
