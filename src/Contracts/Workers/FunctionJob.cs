using System.Text.Json.Nodes;

namespace Actors.Contracts.Workers;

/// <summary>
/// Run a function. Bash: the input is JSON on stdin, the output a JSON object in the file <c>$ACTORS_OUTPUT</c>; values are never spliced into source or commands.
/// </summary>
public sealed record FunctionJob
{
    /// <summary><c>bash</c>; other languages are refused.</summary>
    public required string Language { get; init; }
    /// <summary>Inline source; null: <c>handler.sh</c> of the working directory.</summary>
    public string? Source { get; init; }
    /// <summary>The input object.</summary>
    public JsonObject Input { get; init; } = [];
    /// <summary>Largest output, in bytes.</summary>
    public int MaxOutputBytes { get; init; } = 256 * 1024;

    /// <inheritdoc/>
    public override string ToString() => $"{Language} function";
}
