using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Scheduling.Runs;
using Actors.Silo.Api;
using Actors.Silo.Documents;

namespace Actors.Silo.Environments.States;

/// <summary>What people do with the OpenTofu states of environments. Whatever changes one, or shows its content, is logged.</summary>
internal sealed partial class TofuStates(ITofuStateStore states, ILogger<TofuStates> logger)
{
    private const string Person = "administrator";

    /// <summary>The states of an environment, in the order of their resources.</summary>
    public async Task<(IReadOnlyList<StateView> Views, int Total)> ListAsync(EnvironmentScope scope, int take, int skip, CancellationToken cancellationToken)
    {
        var keys = await states.ListUnderAsync(scope.Key.Value, cancellationToken);
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

    /// <summary>Makes the content of an earlier version the current state, with a serial above all others, so that plans made before are refused.</summary>
    /// <exception cref="ApiException">There is no such version, or something is in the way.</exception>
    public async Task<RestoredState> RestoreAsync(EnvironmentScope scope, string resource, long version, CancellationToken cancellationToken)
    {
        var key = KeyOf(scope, resource);
        var snapshot = await scope.Grain.GetState();
        if (snapshot.RunState is nameof(RunStatus.Running) or nameof(RunStatus.Cancelling) || snapshot.Queue.Count > 0)
        {
            throw ApiException.Conflict($"Run {snapshot.Run} of environment '{scope.Name}' is in progress, or others wait. Wait for their end, or cancel them; then restore.");
        }

        var versions = await states.ListVersionsAsync(key, cancellationToken);
        var content = await ReadAsync(scope, key, resource, version, cancellationToken);
        var current = versions.FirstOrDefault(known => known.IsCurrent)?.Version ?? 0;
        if (version == current || versions.Any(known => known.Version == version && known.IsKeptAside))
        {
            throw ApiException.Conflict(version == current
                ? $"Version {version} is the current state of resource '{resource}' already."
                : $"Version {version} is kept aside: adopt it to make it the current state of resource '{resource}'.");
        }

        if (StateSerial.IsEncrypted(content))
        {
            throw ApiException.Conflict(Encrypted(resource, version));
        }

        var serial = versions.Max(known => known.Serial ?? 0) + 1;
        if (content.Length > 0)
        {
            content = StateSerial.Replace(content, serial) ?? throw ApiException.Conflict($"Version {version} of resource '{resource}' is no state that OpenTofu wrote: it has no serial. It can be downloaded, but not restored.");
        }

        var restored = await states.RestoreAsync(key, version, current, Person, content, cancellationToken);
        if (restored.Outcome != TofuRestoreOutcome.Restored)
        {
            throw ApiException.Conflict(WhyNot(scope, resource, restored));
        }

        LogRestored(key, version, restored.Version, Person);
        return new(restored.Version, version) { Serial = content.Length > 0 ? serial : null };
    }

    /// <summary>Decides about the states kept aside: the newest becomes the current one, or all are forgotten.</summary>
    /// <exception cref="ApiException">There is none, or an attempt is at work.</exception>
    public async Task ResolveAsync(EnvironmentScope scope, string resource, bool adopt, CancellationToken cancellationToken)
    {
        var key = KeyOf(scope, resource);
        if ((await states.InspectAsync(key, cancellationToken)).KeptAside == 0)
        {
            throw ApiException.Conflict($"No OpenTofu state of resource '{resource}' of environment '{scope.Name}' is kept aside.");
        }

        if (await states.ResolveKeptAsideAsync(key, adopt, cancellationToken) is { } held)
        {
            throw ApiException.Conflict(Locked(scope, resource, held));
        }

        LogResolved(key, adopt ? "adopted" : "discarded", Person);
        await scope.Grain.TouchAsync();
    }

    /// <summary>Takes away a lock that was left behind. Done when no lock is held.</summary>
    /// <exception cref="ApiException">Its attempt is at work, or it is another lock.</exception>
    public async Task UnlockAsync(EnvironmentScope scope, string resource, string? lockId, CancellationToken cancellationToken)
    {
        var key = KeyOf(scope, resource);
        if (await states.ForceUnlockAsync(key, lockId, cancellationToken) is { } held)
        {
            throw ApiException.Conflict(held.IsAlive
                ? Locked(scope, resource, held)
                : $"The OpenTofu state of resource '{resource}' of environment '{scope.Name}' has the lock '{held.LockId}', not '{lockId}': nothing was changed.");
        }

        LogUnlocked(key, Person);
        await scope.Grain.TouchAsync();
    }

    private static string KeyOf(EnvironmentScope scope, string resource)
    {
        DocumentScope.CheckName("resource", resource);
        return scope.Key.Child(resource).Value;
    }

    private async Task<byte[]> ReadAsync(EnvironmentScope scope, string key, string resource, long version, CancellationToken cancellationToken) =>
        await states.GetVersionAsync(key, version, cancellationToken)
            ?? throw ApiException.NotFound($"The OpenTofu state of resource '{resource}' of environment '{scope.Name}' has no version {version}. Its list of versions names those that are kept.");

    private async Task<ApiException> NothingAsync(EnvironmentScope scope, string resource, CancellationToken cancellationToken)
    {
        var others = (await states.ListUnderAsync(scope.Key.Value, cancellationToken)).Select(StateViews.ResourceOf).Take(50).ToList();
        return ApiException.NotFound($"No OpenTofu state of resource '{resource}' of environment '{scope.Name}' is kept here. "
            + (others.Count == 0 ? "No resource of the environment has one." : $"There is one of: {string.Join(", ", others)}."));
    }

    private static string Encrypted(string resource, long version) =>
        $"Version {version} of resource '{resource}' is a state that OpenTofu encrypted itself, with its serial in it: restored under a higher serial the tool would refuse it. Nothing was changed. "
        + $"Download it ('actors state download ENV {resource} --version {version}'), decrypt it with 'tofu state pull' in a copy of the module, and bring the current state there with imports and removals in the module.";

    private static string WhyNot(EnvironmentScope scope, string resource, TofuRestore restored) => restored.Outcome switch
    {
        TofuRestoreOutcome.Changed => $"The OpenTofu state of resource '{resource}' was changed meanwhile: look at its versions, and try again.",
        TofuRestoreOutcome.KeptAside => $"A state of resource '{resource}' is kept aside: adopt or discard it first.",
        TofuRestoreOutcome.Locked => $"The OpenTofu state of resource '{resource}' of environment '{scope.Name}' is locked by {restored.Attempt}, which is still at work. Wait until it has ended, or cancel its run; then try again.",
        _ => $"{restored.Attempt} is still at work. Wait until it has ended, or cancel its run; then try again.",
    };

    private static string Locked(EnvironmentScope scope, string resource, TofuLock held) =>
        $"The OpenTofu state of resource '{resource}' of environment '{scope.Name}' is locked by {held.Attempt}, which is still at work. Wait until it has ended, or cancel its run; then try again.";
}
