using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Grains.Environments;

/// <summary>The outputs of an environment: those of earlier runs, and over them what the current deploy has brought.</summary>
internal static class EnvironmentOutputs
{
    /// <summary>Outputs by resource, as expressions read them.</summary>
    public static JsonObject Of(EnvironmentRecord record) => Build(record, record.Outputs, node => node.Outputs?.DeepClone());

    /// <summary>Outputs by resource for people: secrets and sensitive outputs masked; nothing once the environment is destroyed.</summary>
    public static JsonObject ForPeople(EnvironmentRecord record) => record.State.Status is EnvironmentStatus.Destroyed or EnvironmentStatus.NotDeployed
        ? []
        : OutputView.Redact(Masked(record));

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

    private static JsonObject Masked(EnvironmentRecord record) => Build(record, record.MaskedOutputs, node =>
        record.Masked.TryGetValue(node.Id, out var masked) ? JsonNode.Parse(masked) : node.Outputs?.DeepClone());

    private static JsonObject Build(EnvironmentRecord record, JsonObject earlier, Func<RunNode, JsonNode?> outputs)
    {
        var result = (JsonObject)earlier.DeepClone();
        foreach (var (resource, value) in record.StaticOutputs)
        {
            result[resource] = value?.DeepClone();
        }

        if (record.State.Current is not { Kind: RunKind.Deploy } run)
        {
            return result;
        }

        var current = new JsonObject();
        foreach (var node in run.Nodes.Where(node => node is { Status: ActivityStatus.Succeeded, Resource: not null } && node.Kind != WorkerKind.Git))
        {
            OutputView.Put(current, node.Resource!, TaskOf(node), outputs(node));
        }

        foreach (var (resource, value) in current)
        {
            result[resource] = value?.DeepClone();
        }

        return result;
    }

    private static string? TaskOf(RunNode node)
    {
        var prefix = $"{node.Resource}.task.";
        return node.Id.StartsWith(prefix, StringComparison.Ordinal) ? node.Id[prefix.Length..] : null;
    }
}
