using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Silo.Api;
using Actors.Silo.Configuration;
using Actors.Silo.Documents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Environments;

/// <summary>Runs of environments: verbs, activities, runs.</summary>
public static class EnvironmentApi
{
    private const int MaxIdempotencyKey = 200;

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapEnvironments(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapPost(EnvironmentScope.Path + "/deploy", (EnvironmentScopeBinding path, HttpRequest request, IDocumentStore store) => StartAsync(path.Scope, request, store, "deploy"));
        app.MapPost(EnvironmentScope.Path + "/destroy", (EnvironmentScopeBinding path, HttpRequest request, IDocumentStore store, bool? force) =>
            StartAsync(path.Scope, request, store, force == true ? "forceDestroy" : "destroy"));
        app.MapPost(EnvironmentScope.Path + "/plan", (EnvironmentScopeBinding path, HttpRequest request, IDocumentStore store) => StartAsync(path.Scope, request, store, "plan"));
        app.MapPost(EnvironmentScope.Path + "/cancel", (EnvironmentScopeBinding path, HttpRequest request, IDocumentStore store, bool? all) =>
            ChangeAsync(path.Scope, request, store, grain => grain.CancelRunAsync(all == true)));
        app.MapPost(EnvironmentScope.Path + "/retry", (EnvironmentScopeBinding path, HttpRequest request, IDocumentStore store) => ChangeAsync(path.Scope, request, store, grain => grain.RetryRunAsync()));
        app.MapGet(EnvironmentScope.Path + "/activities", ActivitiesAsync);
        app.MapGet(EnvironmentScope.Path + "/activities/{activity}", async (EnvironmentScopeBinding path, string activity, string? run, ActivityDetails activities, CancellationToken cancellationToken) =>
            Results.Json(await activities.GetAsync(path.Scope, string.IsNullOrEmpty(run) ? null : run, activity, cancellationToken), ApiJson.Default.Options));
        app.MapGet("/apis/eaas.envmgmt.io/v1/projects/{project}/activities", ProjectActivitiesAsync);
        app.MapGet(EnvironmentScope.Path + "/runs", RunsAsync);
        app.MapGet(EnvironmentScope.Path + "/runs/{run}", async (EnvironmentScopeBinding path, string run, RunReader runs, CancellationToken cancellationToken) =>
            Results.Json(await runs.RunAsync(path.Scope, run, cancellationToken), ApiJson.Default.Options));
    }

    private static async Task<IResult> StartAsync(EnvironmentScope scope, HttpRequest request, IDocumentStore store, string kind)
    {
        var key = request.Headers[ApiHeaders.IdempotencyKey].ToString();
        if (key.Length > MaxIdempotencyKey)
        {
            throw ApiException.Invalid($"{ApiHeaders.IdempotencyKey} is longer than {MaxIdempotencyKey} characters.");
        }

        var queue = request.Query["ifBusy"].ToString() switch
        {
            "" or "refuse" => false,
            "queue" => true,
            var other => throw ApiException.Invalid($"ifBusy is refuse or queue, not '{other}'."),
        };
        var payload = await RunPayload.ReadAsync(request);
        return await ChangeAsync(scope, request, store, grain => grain.StartRunAsync(new(kind, key.Length == 0 ? null : key, "administrator", Activity.Current?.Id, queue, payload)));
    }

    // Asked here, so that a mistyped name does not wake a grain. Listed, so that a document that is damaged keeps nobody from cancelling its run.
    private static async Task<IResult> ChangeAsync(EnvironmentScope scope, HttpRequest request, IDocumentStore store, Func<IEnvironmentGrain, Task<RunAnswer>> change) =>
        (await store.ListAsync(new(scope.Documents.Organisation, scope.Project, scope.Documents.Info.Kind, scope.Name, Limit: 1), request.HttpContext.RequestAborted)).Count == 0
            ? throw DocumentService.NotFound(scope.Documents, scope.Name)
            : Accepted(scope, await change(scope.Grain));

    private static IResult Accepted(EnvironmentScope scope, RunAnswer answer) => answer.Code switch
    {
        RunAnswerCode.Accepted => Results.Json(new AcceptedRun(answer.Run ?? "") { Position = answer.Position }, ApiJson.Default.Options, statusCode: StatusCodes.Status202Accepted),
        RunAnswerCode.NotFound => throw DocumentService.NotFound(scope.Documents, scope.Name),
        RunAnswerCode.Invalid => throw new ApiException(StatusCodes.Status400BadRequest, answer.Message ?? $"Environment '{scope.Name}' cannot be planned.")
        {
            Details = [.. answer.Findings.Select(finding => new ErrorDetail("error", finding))],
        },
        _ => throw ApiException.Conflict(Conflict(scope, answer)),
    };

    private static string Conflict(EnvironmentScope scope, RunAnswer answer)
    {
        var message = answer.Message ?? $"Environment '{scope.Name}' is busy.";
        return answer.Run is { } run && !message.Contains(run, StringComparison.Ordinal) ? $"{message} (run {run})" : message;
    }

    private static async Task<IResult> ActivitiesAsync(EnvironmentScopeBinding path, string? run, int? limit, int? offset, RunReader runs, CancellationToken cancellationToken) =>
        Page(await runs.ActivitiesAsync(path.Scope, string.IsNullOrEmpty(run) ? null : run, cancellationToken), limit, offset);

    private static async Task<IResult> ProjectActivitiesAsync(string project, string? environment, string? run, int? limit, int? offset,
        RunReader runs, IGrainFactory grains, IOptions<ActorsOptions> options, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(environment))
        {
            return Page(await runs.ActivitiesAsync(new(project, environment, options, grains), string.IsNullOrEmpty(run) ? null : run, cancellationToken), limit, offset);
        }

        var scope = DocumentScope.Of(options.Value.Organisation, "eaas.envmgmt.io", "v1", project, "environments");
        var (all, damaged) = await runs.ProjectAsync(scope, cancellationToken);
        return Page(string.IsNullOrEmpty(run) ? all : [.. all.Where(view => ApiViews.Activity(view).Metadata.Run == run)], limit, offset, damaged);
    }

    private static async Task<IResult> RunsAsync(EnvironmentScopeBinding path, int? limit, int? offset, RunReader runs, CancellationToken cancellationToken)
    {
        var (take, skip) = Paging.Read(limit, offset);
        var (found, damaged) = await runs.RunsAsync(path.Scope, cancellationToken);
        return Results.Json(new DocumentList<RunDocument>
        {
            ApiVersion = "eaas.envmgmt.io/v1", Kind = "RunList", Metadata = Metadata(found.Count, take, skip, damaged), Items = [.. found.Skip(skip).Take(take)],
        }, ApiJson.Default.Options);
    }

    private static ListMetadata Metadata(int count, int take, int skip, IReadOnlyList<string>? damaged) => new(count, take, skip) { Warnings = damaged is { Count: > 0 } ? damaged : null };

    private static IResult Page(IReadOnlyList<ActivityView> views, int? limit, int? offset, IReadOnlyList<string>? damaged = null)
    {
        var (take, skip) = Paging.Read(limit ?? Paging.MaxLimit, offset);
        return Results.Json(new DocumentList<ActivityDocument>
        {
            ApiVersion = "eaas.envmgmt.io/v1", Kind = "ActivityList", Metadata = Metadata(views.Count, take, skip, damaged),
            Items = [.. views.Skip(skip).Take(take).Select(ApiViews.Activity)],
        }, ApiJson.Default.Options);
    }
}
