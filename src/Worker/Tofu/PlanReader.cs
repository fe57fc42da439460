using System.Text.Json;
using Actors.Contracts.Activities;

namespace Actors.Worker.Tofu;

/// <summary>Counts what a plan changes, as the tool does, from what <c>show -json</c> says of it.</summary>
internal static class PlanReader
{
    // The values of a module are nested as deep as it likes, and some levels deeper in the plan.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 4096 };

    /// <summary>Counts.</summary>
    /// <param name="file">The JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">It is no JSON of a plan.</exception>
    public static async Task<PlanSummary> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            using var plan = await JsonDocument.ParseAsync(stream, Deep, cancellationToken);
            return Count(plan.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"what the tool says of its plan is not understood: {e.Message}", e);
        }
    }

    /// <summary>Counts.</summary>
    /// <param name="plan">The JSON.</param>
    /// <exception cref="InvalidOperationException">It is no JSON of a plan.</exception>
    public static PlanSummary Count(JsonElement plan)
    {
        var summary = new PlanSummary();
        if (plan.TryGetProperty("resource_changes", out var resources))
        {
            foreach (var resource in resources.EnumerateArray())
            {
                summary = Add(summary, resource.GetProperty("change"));
            }
        }
        return plan.TryGetProperty("output_changes", out var outputs)
            ? summary with { Outputs = outputs.EnumerateObject().Count(output => Actions(output.Value).Any(action => action != "no-op")) }
            : summary;
    }

    // A replacement has two actions: delete or forget, and create, in either order.
    private static PlanSummary Add(PlanSummary summary, JsonElement change)
    {
        var actions = Actions(change);
        var imports = change.TryGetProperty("importing", out var importing) && importing.ValueKind == JsonValueKind.Object;
        return summary with
        {
            Add = summary.Add + One(actions.Contains("create")),
            Change = summary.Change + One(actions.Contains("update")),
            Destroy = summary.Destroy + One(actions.Contains("delete")),
            Forget = summary.Forget + One(actions.Contains("forget")),
            Replace = summary.Replace + One(actions.Contains("create") && actions.Count > 1),
            Import = summary.Import + One(imports),
        };
    }

    private static List<string?> Actions(JsonElement change) => [.. change.GetProperty("actions").EnumerateArray().Select(action => action.GetString())];

    private static int One(bool yes) => yes ? 1 : 0;
}
