using System.Text.Json;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;

namespace Actors.Silo.Environments.States;

/// <summary>OpenTofu states as the API shows them.</summary>
internal static class StateViews
{
    private const int MaxWords = 200;

    /// <summary>A state.</summary>
    public static StateView Of(EnvironmentScope scope, string key, IReadOnlyList<TofuStateVersion> versions, TofuStateInfo info) => new(ResourceOf(key), scope.Name, scope.Project)
    {
        Current = versions.FirstOrDefault(version => version.IsCurrent) is { } current ? Of(current) : null,
        Versions = versions.Count(version => !version.IsKeptAside),
        KeptAside = info.KeptAside,
        Lock = info.Lock is { } held ? Of(held) : null,
    };

    /// <summary>A version.</summary>
    public static StateVersionView Of(TofuStateVersion version)
    {
        var (run, activity) = Parts(version.Attempt);
        return new(version.Version, version.IsKeptAside ? "KeptAside" : version.IsCurrent ? "Current" : "Earlier")
        {
            Origin = version.Origin, Source = version.Source, By = version.By, Run = run, Activity = activity, Attempt = version.Attempt?.Number, At = version.At,
            Serial = version.Serial, Lineage = version.Lineage, Sha256 = version.Sha256, Bytes = version.Bytes,
        };
    }

    /// <summary>Name of the resource of a state.</summary>
    public static string ResourceOf(string key) => ActorKey.Parse(key).Segments[^1];

    // What the tool says of itself comes from a worker.
    private static StateLockView Of(TofuLock held)
    {
        var (run, activity) = Parts(held.Attempt);
        var (operation, who) = Said(held.Info);
        return new(held.LockId) { Run = run!, Activity = activity!, Attempt = held.Attempt.Number, Alive = held.IsAlive, Operation = operation, Who = who, Since = held.Since };
    }

    private static (string? Operation, string? Who) Said(string info)
    {
        try
        {
            using var json = JsonDocument.Parse(info);
            return json.RootElement.ValueKind == JsonValueKind.Object ? (Text(json.RootElement, "Operation"), Text(json.RootElement, "Who")) : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement info, string name) =>
        info.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= MaxWords } text ? text : null;

    private static (string? Run, string? Activity) Parts(AttemptId? attempt)
    {
        if (attempt is null)
        {
            return (null, null);
        }

        var segments = ActorKey.Parse(attempt.Activity).Segments;
        return (segments[^2], segments[^1]);
    }
}
