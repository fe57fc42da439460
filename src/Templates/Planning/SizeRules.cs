using System.Globalization;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Reads the sizes of drivers. A worker's requests and limits are the same, so one number of each counts: <c>resources.limits</c>, else the driver's
/// limit, else <c>resources.requests</c>.</summary>
internal static class SizeRules
{
    /// <summary>The size of a function; null when it leaves it to the agent.</summary>
    public static PlannedSize? Of(ResourceDocument document, string path, FunctionConfig function, FindingList findings)
    {
        var resources = function.Resources;
        if (resources?.Unset == true)
        {
            // A worker without limits could starve all others of its machine.
            findings.Warn(document, $"{path}.resources.unset", "A worker always has requests and limits: with 'unset' they are the agent's size of functions.");
            return null;
        }

        return Size(
            Cpu(document, findings, [
                new($"{path}.resources.limits.cpu", resources?.Limits?.Cpu, Quantity.Millis),
                new($"{path}.cpuLimitMilli", function.CpuLimitMilli, WholeMillis),
                new($"{path}.resources.requests.cpu", resources?.Requests?.Cpu, Quantity.Millis)]),
            Memory(document, findings, [
                new($"{path}.resources.limits.memory", resources?.Limits?.Memory, Quantity.Bytes),
                new($"{path}.memoryLimitMb", function.MemoryLimitMb, WholeMebibytes),
                new($"{path}.resources.requests.memory", resources?.Requests?.Memory, Quantity.Bytes)]));
    }

    /// <summary>The size of a container; null when it leaves it to the agent.</summary>
    public static PlannedSize? Of(ResourceDocument document, string path, ContainerConfig container, FindingList findings) => Size(
        Cpu(document, findings, [new($"{path}.cpuLimitMilli", container.CpuLimitMilli, WholeMillis)]),
        Memory(document, findings, [new($"{path}.memoryLimitMb", container.MemoryLimitMb, WholeMebibytes)]));

    /// <summary>The size that options of a hook ask for; null when they leave it to the agent.</summary>
    public static PlannedSize? Of(ResourceDocument document, string path, string? cpu, string memoryField, string? memory, FindingList findings) => Size(
        Cpu(document, findings, [new($"{path}.cpuLimitMilli", cpu, WholeMillis)]),
        Memory(document, findings, [new($"{path}.{memoryField}", memory, WholeMebibytes)]));

    private static PlannedSize? Size(long? cpu, long? memory) => cpu is null && memory is null ? null : new() { CpuMillis = (int?)cpu, MemoryBytes = memory };

    private static long? Cpu(ResourceDocument document, FindingList findings, IReadOnlyList<Given> given) => First(
        document, findings, given, PlanDefaults.MinCpuMillis, PlanDefaults.MaxCpuMillis,
        "no CPU of a worker: 'cpuLimitMilli' takes thousandths of a core such as 250, 'resources' takes 250m or 0.25, from 10m to 10000 cores");

    private static long? Memory(ResourceDocument document, FindingList findings, IReadOnlyList<Given> given) => First(
        document, findings, given, PlanDefaults.MinMemoryBytes, PlanDefaults.MaxMemoryBytes,
        "no memory of a worker: 'memoryLimitMb' takes MiB such as 256, 'resources' takes 256Mi or 1Gi, from 16 MiB to 64 TiB");

    private static long? First(ResourceDocument document, FindingList findings, IReadOnlyList<Given> given, long least, long most, string wrong)
    {
        (Given Given, long Value)? counts = null;
        foreach (var each in given.Where(each => !string.IsNullOrWhiteSpace(each.Text)))
        {
            if (each.Read(each.Text!.Trim()) is not { } value || value < least || value > most)
            {
                findings.Error(document, each.Path, $"'{each.Text}' is {wrong}.");
            }
            else if (counts is null)
            {
                counts = (each, value);
            }
            else if (counts.Value.Value != value)
            {
                findings.Warn(document, each.Path, $"Requests and limits of a worker are the same: {counts.Value.Given.Path} counts, not this.");
            }
        }

        return counts?.Value;
    }

    private static long? WholeMillis(string text) => Number(text);

    private static long? WholeMebibytes(string text) => Number(text) is { } number and <= PlanDefaults.MaxMemoryBytes >> 20 ? number << 20 : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Given(string Path, string? Text, Func<string, long?> Read);
}
