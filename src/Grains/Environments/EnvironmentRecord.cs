using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Actors.Contracts.Storage;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Grains.Environments;

/// <summary>What is stored of an environment: its machine's state, and the outputs of earlier runs. Outputs may hold secrets.</summary>
public sealed record EnvironmentRecord : IIndexedState
{
    /// <summary>State of the machine.</summary>
    public RunState State { get; init; } = new();
    /// <summary>Identity of the environment, stable over its runs; a ULID.</summary>
    public string? Id { get; init; }
    /// <summary>Outputs by resource, from runs before the current one.</summary>
    public JsonObject Outputs { get; init; } = [];
    /// <summary>The same with secrets masked.</summary>
    public JsonObject MaskedOutputs { get; init; } = [];
    /// <summary>Outputs of static resources, as planned for the current run.</summary>
    public JsonObject StaticOutputs { get; init; } = [];
    /// <summary>By activity of the current run: outputs with secrets masked, as JSON; only where masking changed something.</summary>
    public Dictionary<string, string> Masked { get; init; } = [];
    /// <summary>What the latest deploy was started with; null: there was none since it is kept.</summary>
    public Launch? Launch { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>What the environment is on; null when nothing of it is up.</summary>
    [JsonIgnore]
    public Launch? Launched => State.Status is EnvironmentStatus.NotDeployed or EnvironmentStatus.Destroyed ? null : Launch;

    /// <inheritdoc/>
    public StateIndex GetIndex() => State.GetIndex();

    /// <inheritdoc/>
    public override string ToString() => State.ToString();
}
