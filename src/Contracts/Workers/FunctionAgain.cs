using System.Text.Json.Nodes;

namespace Actors.Contracts.Workers;

/// <summary>A function asks to be called again later. It did not fail, and did not finish.</summary>
public sealed record FunctionAgain
{
    /// <summary>What it gets as <c>previous</c> in the next call; may hold secrets.</summary>
    public JsonObject? Data { get; init; }
    /// <summary>What it waits for, in words; masked.</summary>
    public string? Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "again";
}
