using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Contracts.Api;

namespace Actors.Cli.Output;

/// <summary>What an OpenTofu plan changes, in words.</summary>
internal static class PlanText
{
    /// <summary>Of an activity's plan; null: it planned nothing.</summary>
    /// <param name="activity">The activity as the server sent it.</param>
    public static string? Of(JsonNode? activity) => JsonField.At(activity, "status.plan") is { } plan ? ApiClient.Read(plan, ApiJson.Default.PlanSummary).ToString() : null;
}
