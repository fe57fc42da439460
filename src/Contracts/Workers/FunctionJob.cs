using System.Text.Json.Nodes;

namespace Actors.Contracts.Workers;

/// <summary>
/// Run a function. Bash: the input is JSON on stdin, the output a JSON object in the file <c>$ACTORS_OUTPUT</c>; values are never spliced into source or commands.
/// Python and images: a server inside of the worker that speaks <see cref="FunctionProtocol"/>; the input is the body of the call.
/// </summary>
public sealed record FunctionJob
{
    /// <summary><c>bash</c>, <c>python</c>, or <c>image</c>: a program of the worker's image that speaks the protocol. Others are refused.</summary>
    public required string Language { get; init; }
    /// <summary>Version of the language that the template asks for, such as <c>3.11</c>; null: the one at hand.</summary>
    public string? LanguageVersion { get; init; }
    /// <summary>Inline source; null: <c>handler.sh</c> or <c>handler.py</c> of the working directory.</summary>
    public string? Source { get; init; }
    /// <summary>Packages that a Python function needs, as pip takes them (<c>requests==2.32.3</c>); null: none.</summary>
    public IReadOnlyList<string>? Dependencies { get; init; }
    /// <summary>Whether the controller keeps the packages for all functions of the project that need the same; else they are installed for this call only. Filled in by the controller with the session.</summary>
    public bool KeepsPackages { get; init; }
    /// <summary>The server of an image; null: its defaults.</summary>
    public FunctionServer? Server { get; init; }
    /// <summary>The input object.</summary>
    public JsonObject Input { get; init; } = [];
    /// <summary>Data of the last answer that asked to be called again; null: this is the first call. Filled in by the controller with the session.</summary>
    public JsonObject? Previous { get; init; }
    /// <summary>Largest output, in bytes.</summary>
    public int MaxOutputBytes { get; init; } = 256 * 1024;
    /// <summary>What the function is called for, and by whom; null: nothing is known.</summary>
    public FunctionCaller? Caller { get; init; }
    /// <summary>Token that opens the log upload of this attempt; filled in by the controller with the session.</summary>
    public string? LogToken { get; init; }
    /// <summary>Token that opens the state store for this attempt; filled in by the controller with the session.</summary>
    public string? StateToken { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Language} function";
}
