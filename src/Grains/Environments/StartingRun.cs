using System.Text.Json.Nodes;
using Actors.Templates.Planning;

namespace Actors.Grains.Environments;

/// <summary>What is stored with the first state of a run besides the machine's.</summary>
/// <param name="EnvironmentId">Identity of the environment.</param>
/// <param name="StaticOutputs">Outputs of its static resources.</param>
/// <param name="Launch">What it launches; null: nothing.</param>
internal sealed record StartingRun(string EnvironmentId, JsonObject StaticOutputs, Launch? Launch);
