using System.Text.Json.Nodes;
using Actors.Contracts.Activities;

namespace Actors.Contracts.Workers;

/// <summary>How a job ended. Only a result that is accepted makes an activity succeed.</summary>
public sealed record WorkerResult
{
    /// <summary>Whether it succeeded.</summary>
    public bool Succeeded { get; init; }
    /// <summary>Why not.</summary>
    public ReasonCode Reason { get; init; }
    /// <summary>In words, masked; at most 4 kB.</summary>
    public string? Message { get; init; }
    /// <summary>Exit code of the command that failed.</summary>
    public int? ExitCode { get; init; }
    /// <summary>
    /// The outputs: of a function the object that it wrote; of OpenTofu <c>tofu output -json</c> (<c>{name: {value, type, sensitive}}</c>);
    /// of git <c>{commit}</c>; of a command <c>{exitCode}</c> with the members of the object that it wrote to <c>$ACTORS_OUTPUT</c>; of an HTTP call <c>{statusCode, headers, body}</c>.
    /// </summary>
    public JsonObject? Outputs { get; init; }
    /// <summary>
    /// What a success condition judges, named <c>#status</c> there: <c>{container: {exitCode, logs}}</c> of a command that ended by itself, <c>{http: {statusCode, headers, body}}</c> of a call
    /// that was answered; null: there is nothing to judge.
    /// </summary>
    public JsonObject? Status { get; init; }
    /// <summary>Names of artifacts that were uploaded.</summary>
    public IReadOnlyList<string> Artifacts { get; init; } = [];
    /// <summary>What an OpenTofu plan of the job changes, whether or not it was applied; null: nothing was planned, or too much to be counted.</summary>
    public PlanSummary? Plan { get; init; }
    /// <summary>A function asks to be called again; <see cref="Succeeded"/> is false then, and <see cref="Reason"/> is <see cref="ReasonCode.Polling"/>.</summary>
    public FunctionAgain? Again { get; init; }
}
