using System.Globalization;
using System.Text.Json.Nodes;
using Actors.Cli.Output;

namespace Actors.Cli.Inspection;

/// <summary>Writes what <c>describe agent</c> shows.</summary>
internal sealed class AgentView(Printer printer)
{
    private const double Mebi = 1 << 20;

    /// <summary>An agent with its engine, what its workers need of it, and the attempts that it holds.</summary>
    public void Write(JsonObject agent)
    {
        printer.Fields(
            ("Agent", JsonField.Text(agent, "metadata.name")),
            ("Type", JsonField.Text(agent, "spec.type")),
            ("State", JsonField.Text(agent, "status.state")),
            ("Runtime", JsonField.Text(agent, "status.runtime")),
            ("Engine", JsonField.Text(agent, "status.engine")),
            ("Capacity", Capacity(agent)),
            ("In use", Used(agent)),
            ("Note", JsonField.Text(agent, "status.capacity.note")),
            ("Epoch", JsonField.Text(agent, "status.epoch")),
            ("Slots", Slots(agent)),
            ("Last seen", JsonField.Text(agent, "status.lastSeenAt")));
        if (JsonField.At(agent, "status.capacity.sizes") is JsonArray { Count: > 0 } sizes)
        {
            printer.Line();
            printer.Rows(
                ["WORKER", "CPU", "MEMORY", "CPU OF ALL SLOTS", "MEMORY OF ALL SLOTS", "FIT"],
                sizes.Select(size => (IReadOnlyList<string?>)
                [
                    JsonField.Text(size, "kind"), Cpu(size, "cpuMillis"), Memory(size, "memoryBytes"), Cpu(size, "neededCpuMillis"), Memory(size, "neededMemoryBytes"),
                    JsonField.Text(size, "fit") ?? "not known",
                ]));
        }

        if (Held(agent) is { Count: > 0 } held)
        {
            printer.Line();
            printer.Rows(["HOLDS", "ATTEMPT"], held.Select(item => (IReadOnlyList<string?>)[JsonField.Text(item, "activity"), JsonField.Text(item, "attempt")]));
        }
    }

    private static JsonArray? Held(JsonObject agent) => JsonField.At(agent, "status.held") as JsonArray;

    private static string? Slots(JsonObject agent) => JsonField.Text(agent, "status.slots") is { } slots ? $"{slots}, {Held(agent)?.Count ?? 0} taken" : null;

    private static string? Capacity(JsonObject agent) => JsonField.Text(agent, "status.capacity.problem") is { } problem
        ? $"not known: {problem}"
        : JsonField.Text(agent, "status.capacity.advice");

    private static string? Used(JsonObject agent) => JsonField.Text(agent, "status.capacity.workers") is { } workers
        ? $"{Cpu(JsonField.At(agent, "status.capacity"), "usedCpuMillis")} CPU and {Memory(JsonField.At(agent, "status.capacity"), "usedMemoryBytes")}; workers of this agent: {workers}"
            + (JsonField.Text(agent, "status.capacity.limitsEnforced") == "false" ? ", not held to their sizes" : "")
        : null;

    private static string? Cpu(JsonNode? node, string path) => JsonField.Text(node, path) is { } millis ? $"{millis}m" : null;

    private static string? Memory(JsonNode? node, string path) => double.TryParse(JsonField.Text(node, path), NumberStyles.Float, CultureInfo.InvariantCulture, out var bytes)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / Mebi):0}Mi")
        : null;
}
