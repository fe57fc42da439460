using System.Globalization;
using Actors.Contracts.Api;
using Actors.Silo.Api;

namespace Actors.Silo.Environments.States;

/// <summary><c>…/environments/{name}/states</c> and <c>…/resources/{resource}/state</c>: OpenTofu states with their versions and locks. What is downloaded holds secrets in the clear.</summary>
public static class StateApi
{
    private const string State = EnvironmentScope.Path + "/resources/{resource}/state";
    private const string Current = "current";

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapStates(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet(EnvironmentScope.Path + "/states", ListAsync);
        app.MapGet(State, async (EnvironmentScopeBinding path, string resource, TofuStates states, CancellationToken cancellationToken) =>
            Results.Json(await states.GetAsync(path.Scope, resource, cancellationToken), ApiJson.Default.Options));
        app.MapGet(State + "/versions", VersionsAsync);
        app.MapGet(State + "/versions/{version}", ContentAsync);
        app.MapPost(State + "/versions/{version}/restore", async (EnvironmentScopeBinding path, string resource, string version, TofuStates states, CancellationToken cancellationToken) =>
            Results.Json(await states.RestoreAsync(path.Scope, resource, Number(version), cancellationToken), ApiJson.Default.Options));
        app.MapPost(State + "/adopt", (EnvironmentScopeBinding path, string resource, TofuStates states, CancellationToken cancellationToken) => ResolveAsync(path.Scope, resource, states, adopt: true, cancellationToken));
        app.MapPost(State + "/discard", (EnvironmentScopeBinding path, string resource, TofuStates states, CancellationToken cancellationToken) => ResolveAsync(path.Scope, resource, states, adopt: false, cancellationToken));
        app.MapPost(State + "/unlock", async (EnvironmentScopeBinding path, string resource, string? lockId, TofuStates states, CancellationToken cancellationToken) =>
        {
            await states.UnlockAsync(path.Scope, resource, string.IsNullOrEmpty(lockId) ? null : lockId, cancellationToken);
            return Results.NoContent();
        });
    }

    private static async Task<IResult> ListAsync(EnvironmentScopeBinding path, int? limit, int? offset, TofuStates states, CancellationToken cancellationToken)
    {
        var (take, skip) = Paging.Read(limit, offset);
        var (views, total) = await states.ListAsync(path.Scope, take, skip, cancellationToken);
        return Page("StateList", views, total, take, skip);
    }

    private static async Task<IResult> VersionsAsync(EnvironmentScopeBinding path, string resource, int? limit, int? offset, TofuStates states, CancellationToken cancellationToken)
    {
        var (take, skip) = Paging.Read(limit, offset);
        var versions = await states.VersionsAsync(path.Scope, resource, cancellationToken);
        return Page("StateVersionList", [.. versions.Skip(skip).Take(take)], versions.Count, take, skip);
    }

    private static async Task<IResult> ContentAsync(EnvironmentScopeBinding path, string resource, string version, HttpResponse response, TofuStates states, CancellationToken cancellationToken)
    {
        var (number, content) = await states.ContentAsync(path.Scope, resource, version == Current ? null : Number(version), cancellationToken);
        response.Headers[ApiHeaders.StateVersion] = number.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(content, "application/json");
    }

    private static async Task<IResult> ResolveAsync(EnvironmentScope scope, string resource, TofuStates states, bool adopt, CancellationToken cancellationToken)
    {
        await states.ResolveAsync(scope, resource, adopt, cancellationToken);
        return Results.NoContent();
    }

    private static IResult Page<T>(string kind, IReadOnlyList<T> items, int total, int take, int skip) => Results.Json(
        new DocumentList<T> { ApiVersion = "eaas.envmgmt.io/v1", Kind = kind, Metadata = new(total, take, skip), Items = items }, ApiJson.Default.Options);

    private static long Number(string version) => long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw ApiException.Invalid($"'{version}' is no number of a version.");
}
