using System.Globalization;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Silo.Api;

namespace Actors.Silo.Environments;

/// <summary><c>GET …/environments/{name}/logs</c>: the log of an attempt, piece by piece.</summary>
public static class LogApi
{
    private const int DefaultBytes = 256 * 1024;
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Maps the endpoint.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapLogs(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet(EnvironmentScope.Path + "/logs", ReadAsync);
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

        var views = await runs.ActivitiesAsync(path.Scope, string.IsNullOrEmpty(run) ? null : run, cancellationToken);
        var view = views.FirstOrDefault(found => found.Id == activity)
            ?? throw ApiException.NotFound($"The run of environment '{path.Scope.Name}' has no activity '{activity}'. It has: {string.Join(", ", views.Select(found => found.Id).Take(50))}.");
        var number = attempt ?? view.Attempt;
        if (number < 0 || number > view.Attempt)
        {
            throw ApiException.NotFound($"Activity '{activity}' has no attempt {number}; its latest is {view.Attempt}.");
        }

        var ended = number < view.Attempt || ApiViews.IsEnded(view.State);
        var slice = number == 0 ? new(0, ReadOnlyMemory<byte>.Empty, 0) : await logs.ReadAsync(new AttemptId(view.Key, number), offset ?? 0, limit ?? DefaultBytes, cancellationToken);
        var next = slice.Offset + slice.Bytes.Length;
        response.Headers[ApiHeaders.LogNext] = next.ToString(CultureInfo.InvariantCulture);
        response.Headers[ApiHeaders.LogAttempt] = number.ToString(CultureInfo.InvariantCulture);
        response.Headers[ApiHeaders.LogEnded] = ended && next >= slice.Length ? "true" : "false";
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(slice.Bytes, "text/plain; charset=utf-8");
    }
}
