using System.Text.Json.Nodes;

namespace Actors.Templates.Resolving;

/// <summary>What has come to be known while a run goes on.</summary>
public sealed record RunFacts
{
    /// <summary>Outputs by resource, as <see cref="OutputView.Put"/> puts them together; those of static resources included.</summary>
    public JsonObject Outputs { get; init; } = [];

    /// <summary>Outputs of other environments by their name, each an object by resource; for those in <see cref="Planning.RunPlan.StaticEnvironments"/>.</summary>
    public JsonObject StaticEnvironments { get; init; } = [];

    /// <summary>Packed working directories of <see cref="Planning.PlannedActivity.ReadsWorkDirs"/> by activity id, each <c>{token, url}</c>.</summary>
    public JsonObject Artifacts { get; init; } = [];

    /// <summary>Texts of outputs that must be masked though nothing in them says so.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Nothing known.</summary>
    public static RunFacts Empty { get; } = new();
}
