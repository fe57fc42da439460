using System.Text.Json.Nodes;

namespace Actors.Templates.Resolving;

/// <summary>Values that a resource with provider system publishes; no worker is needed.</summary>
public sealed record ResolvedSystem : ResolvedJob
{
    /// <summary>The outputs: <c>{name: {value}}</c>, secrets with <c>sensitive: true</c> beside the value.</summary>
    public required JsonObject Outputs { get; init; }
}
