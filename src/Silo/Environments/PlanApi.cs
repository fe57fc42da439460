using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Silo.Api;

namespace Actors.Silo.Environments;

/// <summary><c>GET …/environments/{name}/activities/{activity}/plan?format=text|json|binary</c>: the OpenTofu plan that an activity made. It holds secrets in the clear.</summary>
public static partial class PlanApi
{
    /// <summary>Maps the endpoint.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet(EnvironmentScope.Path + "/activities/{activity}/plan", ReadAsync);
    }

    private static async Task<IResult> ReadAsync(EnvironmentScopeBinding path, HttpResponse response, string activity, string? run, string? format,
        RunReader runs, IArtifactStore artifacts, ILogger<RunReader> logger, CancellationToken cancellationToken)
    {
        var (name, type) = format switch
        {
            null or "" or "text" => (PlanFiles.Text, "text/plain; charset=utf-8"),
            "json" => (PlanFiles.Json, "application/json"),
            "binary" => (PlanFiles.Binary, "application/octet-stream"),
            _ => throw ApiException.Invalid($"format is text, json or binary, not '{format}'."),
        };
        var views = await runs.ActivitiesAsync(path.Scope, string.IsNullOrEmpty(run) ? null : run, cancellationToken);
        var view = views.FirstOrDefault(found => found.Id == activity)
            ?? throw ApiException.NotFound($"The run of environment '{path.Scope.Name}' has no activity '{activity}'. It has: {string.Join(", ", views.Select(found => found.Id).Take(50))}.");
        var content = await artifacts.OpenAsync(KeptPlans.Of(view.Key), name, cancellationToken) ?? throw Nothing(activity, [.. views.Where(other => other.Plan is not null).Select(other => other.Id)], name, view.Plan is not null);
        LogShown(logger, view.Key, name);
        response.Headers.CacheControl = "no-store";
        return Results.Stream(content, type);
    }

    private static ApiException Nothing(string activity, IReadOnlyList<string> planned, string name, bool isPlanned) => ApiException.NotFound(isPlanned
        ? $"'{name}' of the plan of activity '{activity}' was not kept; its log says why."
        : $"No plan of activity '{activity}' is kept. " + (planned.Count == 0 ? "No activity of the run has made one." : $"There is one of: {string.Join(", ", planned.Take(50))}."));

    [LoggerMessage(Level = LogLevel.Information, Message = "OpenTofu plan of {Activity}: {File} was downloaded by the administrator")]
    private static partial void LogShown(ILogger logger, string activity, string file);
}
