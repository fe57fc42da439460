using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Grains.Environments;

/// <summary>The outputs that are stored of an environment, for those who may see them.</summary>
internal static class EnvironmentOutputs
{
    /// <summary>Outputs by resource, as expressions of the environment itself read them; may hold secrets.</summary>
    public static JsonObject Of(EnvironmentRecord record) => Build(record, record.Outputs, node => node.Outputs?.DeepClone());

    /// <summary>Outputs as other environments read them: nothing once the environment is destroyed.</summary>
    public static JsonObject ForOthers(EnvironmentRecord record) => IsGone(record) ? [] : Of(record);

    /// <summary>Outputs by resource, as expressions of the current run read them: in one that only plans, system resources are as they would be.</summary>
    public static JsonObject During(EnvironmentRecord record)
    {
        var result = Of(record);
        if (record.State.Current is { Kind: RunKind.Plan } run)
        {
            foreach (var node in run.Nodes.Where(node => node is { Kind: WorkerKind.None, Resource: not null, Output: OutputOf.Resource, Outputs: not null }))
            {
                result[node.Resource!] = node.Outputs!.DeepClone();
            }
        }

        return result;
    }

    /// <summary>Outputs by resource for people: secrets and sensitive outputs masked; nothing once the environment is destroyed.</summary>
    public static JsonObject ForPeople(EnvironmentRecord record) => IsGone(record) ? [] : OutputView.Redact(Masked(record));

    /// <summary>The texts of outputs that are hidden from people because a secret is in them.</summary>
    public static IReadOnlyList<string> SecretsOf(EnvironmentRecord record) => [.. Differing(Of(record), Masked(record)).Distinct(StringComparer.Ordinal)];

    /// <summary>The record as it is before another run takes the place of its current one.</summary>
    public static EnvironmentRecord Fold(EnvironmentRecord record)
    {
        var gone = record.State.Status == EnvironmentStatus.Destroyed;
        return record with
        {
            Outputs = gone ? [] : Of(record),
            MaskedOutputs = gone ? [] : Masked(record),
            Masked = [],
        };
    }

    private static bool IsGone(EnvironmentRecord record) => record.State.Status is EnvironmentStatus.Destroyed or EnvironmentStatus.NotDeployed;

    private static JsonObject Masked(EnvironmentRecord record) => Build(record, record.MaskedOutputs, node =>
        record.Masked.TryGetValue(node.Id, out var masked) ? JsonNode.Parse(masked) : node.Outputs?.DeepClone());

    private static JsonObject Build(EnvironmentRecord record, JsonObject earlier, Func<RunNode, JsonNode?> outputs) =>
        RunOutputs.Of(earlier, record.StaticOutputs, record.State.Current, record.Launch?.Names(), outputs);

    private static IEnumerable<string> Differing(JsonNode? raw, JsonNode? masked) => (raw, masked) switch
    {
        (JsonObject one, JsonObject other) => one.SelectMany(entry => Differing(entry.Value, other[entry.Key])),
        (JsonArray one, JsonArray other) => one.SelectMany((entry, i) => Differing(entry, i < other.Count ? other[i] : null)),
        (JsonValue one, not null) when one.ToString() is { Length: > 0 } text && text != masked.ToString() => [text],
        _ => [],
    };
}
