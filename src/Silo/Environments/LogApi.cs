using System.Globalization;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Silo.Api;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Actors.Silo.Environments;

/// <summary><c>GET …/environments/{name}/activities/{activity}/logs</c>: the log of an attempt piece by piece, or followed as events. <c>GET …/logs?activity=ID</c> is the same without following.</summary>
public static class LogApi
{
    private const int DefaultBytes = 256 * 1024;
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapLogs(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet(EnvironmentScope.Path + "/logs", ReadAsync);
        app.MapGet(EnvironmentScope.Path + "/activities/{activity}/logs", (EnvironmentScopeBinding path, HttpContext context, string activity, bool? follow, string? run, int? attempt, long? offset, int? limit,
            RunReader runs, ILogStore logs, LogFollowers followers, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) => follow == true
                ? FollowAsync(path.Scope, context, activity, run, attempt, runs, logs, followers, clock, lifetime.ApplicationStopping)
                : ReadAsync(path, context.Response, activity, run, attempt, offset, limit, runs, logs, cancellationToken));
    }

    private static async Task<IResult> ReadAsync(EnvironmentScopeBinding path, HttpResponse response, string? activity, string? run, int? attempt, long? offset, int? limit,
        RunReader runs, ILogStore logs, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(activity))
        {
            throw ApiException.Invalid("Which log? Give ?activity=ID; the environment's activities have the ids.");
        }

        if (limit is < 1 or > MaxBytes)
        {
            throw ApiException.Invalid($"limit must be 1 to {MaxBytes} bytes.");
        }

        var view = await FindAsync(path.Scope, activity, run, runs, cancellationToken);
        var number = AttemptOf(view, attempt) ?? view.Attempt;
        var ended = number < view.Attempt || ApiViews.IsEnded(view.State);
        var slice = number == 0 ? new(0, ReadOnlyMemory<byte>.Empty, 0) : await logs.ReadAsync(new AttemptId(view.Key, number), offset ?? 0, limit ?? DefaultBytes, cancellationToken);
        var next = slice.Offset + slice.Bytes.Length;
        response.Headers[ApiHeaders.LogNext] = next.ToString(CultureInfo.InvariantCulture);
        response.Headers[ApiHeaders.LogAttempt] = number.ToString(CultureInfo.InvariantCulture);
        response.Headers[ApiHeaders.LogEnded] = ended && next >= slice.Length ? "true" : "false";
        if (slice.Full)
        {
            response.Headers[ApiHeaders.LogTruncated] = "true";
        }

        response.Headers.CacheControl = "no-store";
        return Results.Bytes(slice.Bytes, "text/plain; charset=utf-8");
    }

    private static async Task<IResult> FollowAsync(EnvironmentScope scope, HttpContext context, string activity, string? run, int? attempt,
        RunReader runs, ILogStore logs, LogFollowers followers, TimeProvider clock, CancellationToken stopping)
    {
        var accept = context.Request.Headers.Accept.ToString();
        if (accept.Length > 0 && !accept.Contains(LogEvents.MediaType, StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/*", StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal))
        {
            throw new ApiException(StatusCodes.Status406NotAcceptable, $"A log that is followed comes as {LogEvents.MediaType}, which the request does not accept. Leave follow=true out for pieces of text.");
        }

        var last = context.Request.Headers[LogEvents.LastEventId].ToString();
        var from = last.Length == 0 ? new(0, 0) : LogPosition.Parse(last) ?? throw ApiException.Invalid($"{LogEvents.LastEventId} is '{last}', which is no id of an event of a log.");
        var view = await FindAsync(scope, activity, run, runs, context.RequestAborted);
        var only = AttemptOf(view, attempt) is > 0 and var number ? number : default(int?);
        if (from.Attempt > Math.Max(view.Attempt, 1) || (only is { } one && from.Attempt > 0 && from.Attempt != one))
        {
            throw ApiException.Invalid($"{LogEvents.LastEventId} is '{last}', which is of an attempt that is not followed here.");
        }

        // A browser comes again after the end, until it hears that there is nothing more.
        if (from.Ended && ApiViews.IsEnded(view.State) && from.Attempt >= (only ?? view.Attempt))
        {
            return Results.NoContent();
        }

        var place = followers.TryEnter();
        if (place is null)
        {
            context.Response.Headers.RetryAfter = "5";
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, $"{LogFollowers.Most} logs are followed on this silo already. Try again, or read the log without follow=true.");
        }

        context.Response.RegisterForDispose(place);
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        var own = ApiViews.Activity(view).Metadata.Run;
        var stream = new LogStream(token => FindAsync(scope, activity, own, runs, token), logs, clock, only);
        return TypedResults.ServerSentEvents(stream.ReadAsync(from, view, stopping, context.RequestAborted));
    }

    private static async Task<ActivityView> FindAsync(EnvironmentScope scope, string activity, string? run, RunReader runs, CancellationToken cancellationToken)
    {
        var views = await runs.ActivitiesAsync(scope, string.IsNullOrEmpty(run) ? null : run, cancellationToken);
        return views.FirstOrDefault(found => found.Id == activity)
            ?? throw ApiException.NotFound($"The run of environment '{scope.Name}' has no activity '{activity}'. It has: {string.Join(", ", views.Select(found => found.Id).Take(50))}.");
    }

    private static int? AttemptOf(ActivityView view, int? attempt) => attempt is { } number && (number < 0 || number > view.Attempt)
        ? throw ApiException.NotFound($"Activity '{view.Id}' has no attempt {number}; its latest is {view.Attempt}.")
        : attempt;
}
