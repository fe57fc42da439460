using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Scheduling.Runs;
using Actors.Silo.Api;
using Actors.Silo.Documents;

namespace Actors.Silo.Environments.States;

/// <content>What people decide: which version becomes the current one, and whose lock goes.</content>
internal sealed partial class TofuStates
{
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
            await names.RequireAsync(scope, cancellationToken);
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
    /// <exception cref="ApiException">Its attempt is at work, it is another lock, or there is no such environment or resource.</exception>
    public async Task UnlockAsync(EnvironmentScope scope, string resource, string? lockId, CancellationToken cancellationToken)
    {
        var key = KeyOf(scope, resource);
        var (taken, inTheWay) = await states.ForceUnlockAsync(key, lockId, cancellationToken);
        if (inTheWay is { } held)
        {
            throw ApiException.Conflict(held.IsAlive
                ? Locked(scope, resource, held)
                : $"The OpenTofu state of resource '{resource}' of environment '{scope.Name}' has the lock '{held.LockId}', not '{lockId}': nothing was changed.");
        }

        if (taken is null)
        {
            // A first apply that died leaves a lock and no state: what tells a mistyped name is that nobody knows it.
            await RequireKnownAsync(scope, resource, cancellationToken);
        }
        else
        {
            LogUnlocked(key, taken.LockId, taken.Attempt, Person);
        }

        await scope.Grain.TouchAsync();
    }

    private async Task RequireKnownAsync(EnvironmentScope scope, string resource, CancellationToken cancellationToken)
    {
        await names.RequireAsync(scope, cancellationToken);
        var stored = (await states.ListUnderAsync(scope.Key.Value, cancellationToken)).Select(StateViews.ResourceOf);
        var known = stored.Union(await runs.ResourcesAsync(scope, cancellationToken), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (!known.Contains(resource, StringComparer.Ordinal))
        {
            throw ApiException.NotFound($"Environment '{scope.Name}' has no resource '{resource}', and had none in a run that is kept. "
                + (known.Count == 0 ? "It has not been deployed." : $"There are: {string.Join(", ", known.Take(50))}."));
        }
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
