using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Silo.Api;
using Actors.Silo.Documents;

namespace Actors.Silo.Environments.States;

/// <summary>What people do with the OpenTofu states of environments. Whatever changes one, or shows its content, is logged.</summary>
internal sealed partial class TofuStates(ITofuStateStore states, EnvironmentNames names, RunReader runs, ILogger<TofuStates> logger)
{
    private const string Person = "administrator";

    /// <summary>The states of an environment, in the order of their resources.</summary>
    /// <exception cref="ApiException">There is no such environment.</exception>
    public async Task<(IReadOnlyList<StateView> Views, int Total)> ListAsync(EnvironmentScope scope, int take, int skip, CancellationToken cancellationToken)
    {
        var keys = await states.ListUnderAsync(scope.Key.Value, cancellationToken);
        if (keys.Count == 0)
        {
            await names.RequireAsync(scope, cancellationToken);
        }

        var views = new List<StateView>();
        foreach (var key in keys.Skip(skip).Take(take))
        {
            views.Add(StateViews.Of(scope, key, await states.ListVersionsAsync(key, cancellationToken), await states.InspectAsync(key, cancellationToken)));
        }

        return (views, keys.Count);
    }

    /// <summary>The state of a resource.</summary>
    /// <exception cref="ApiException">It has none.</exception>
    public async Task<StateView> GetAsync(EnvironmentScope scope, string resource, CancellationToken cancellationToken)
    {
        var key = KeyOf(scope, resource);
        var (versions, info) = (await states.ListVersionsAsync(key, cancellationToken), await states.InspectAsync(key, cancellationToken));
        return versions.Count == 0 && info.Lock is null ? throw await NothingAsync(scope, resource, cancellationToken) : StateViews.Of(scope, key, versions, info);
    }

    /// <summary>The versions of a state, newest first.</summary>
    /// <exception cref="ApiException">It has none.</exception>
    public async Task<IReadOnlyList<StateVersionView>> VersionsAsync(EnvironmentScope scope, string resource, CancellationToken cancellationToken) =>
        await states.ListVersionsAsync(KeyOf(scope, resource), cancellationToken) is { Count: > 0 } versions
            ? [.. versions.Select(StateViews.Of)]
            : throw await NothingAsync(scope, resource, cancellationToken);

    /// <summary>The content of a version; of the current one, when none is named.</summary>
    /// <exception cref="ApiException">There is no such version.</exception>
    public async Task<(long Version, byte[] Content)> ContentAsync(EnvironmentScope scope, string resource, long? version, CancellationToken cancellationToken)
    {
        var key = KeyOf(scope, resource);
        var number = version ?? (await states.InspectAsync(key, cancellationToken)).Version;
        if (number == 0)
        {
            throw await NothingAsync(scope, resource, cancellationToken);
        }

        var content = await ReadAsync(scope, key, resource, number, cancellationToken);
        LogShown(key, number, Person);
        return (number, content);
    }

    private static string KeyOf(EnvironmentScope scope, string resource)
    {
        DocumentScope.CheckName("resource", resource);
        return scope.Key.Child(resource).Value;
    }

    private async Task<byte[]> ReadAsync(EnvironmentScope scope, string key, string resource, long version, CancellationToken cancellationToken)
    {
        if (await states.GetVersionAsync(key, version, cancellationToken) is { } content)
        {
            return content;
        }

        await names.RequireAsync(scope, cancellationToken);
        throw ApiException.NotFound($"The OpenTofu state of resource '{resource}' of environment '{scope.Name}' has no version {version}. Its list of versions names those that are kept.");
    }

    private async Task<ApiException> NothingAsync(EnvironmentScope scope, string resource, CancellationToken cancellationToken)
    {
        var others = (await states.ListUnderAsync(scope.Key.Value, cancellationToken)).Select(StateViews.ResourceOf).Take(50).ToList();
        if (others.Count == 0)
        {
            await names.RequireAsync(scope, cancellationToken);
        }

        return ApiException.NotFound($"No OpenTofu state of resource '{resource}' of environment '{scope.Name}' is kept here. "
            + (others.Count == 0 ? "No resource of the environment has one." : $"There is one of: {string.Join(", ", others)}."));
    }
}
