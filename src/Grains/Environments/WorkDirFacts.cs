using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Grains.Security;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Grains.Environments;

/// <summary>The working directories that the expressions of an activity read. One token opens all of them: it is the reader's, for as long as the reader is under way.</summary>
/// <param name="Token">The token; null: there is nothing to open.</param>
/// <param name="Ids">Ids of the activities whose working directories are there.</param>
internal sealed record WorkDirFacts(string? Token, IReadOnlyList<string> Ids)
{
    /// <summary>What is there for an activity of a run.</summary>
    public static WorkDirFacts Of(ActorKey environment, RunRecord? run, PlannedActivity reader, int generation, WorkerTokens tokens)
    {
        var ids = reader.ReadsWorkDirs.Where(id => run?.Nodes.Any(node => node.Id == id && node.Status == ActivityStatus.Succeeded && node.Artifacts.Contains(ArtifactRef.WorkDirName)) == true).ToList();
        return new(ids.Count == 0 || run is null ? null : tokens.Make(WorkerTokenKind.WorkDir, new(environment.Child(run.Id).Child(reader.Id).Value, generation)), ids);
    }

    /// <summary>As expressions see them, by activity.</summary>
    public JsonObject ToJson() =>
        new(Ids.Select(id => KeyValuePair.Create<string, JsonNode?>(id, new JsonObject { ["token"] = Token, ["url"] = WorkDirAddress.Of(id) })));

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Ids);
}
