namespace Actors.Templates.Planning;

/// <summary>A call of a function.</summary>
public sealed record FunctionPlan : PlannedJob
{
    /// <summary>Name of the function, for people.</summary>
    public required string Name { get; init; }

    /// <summary><c>bash</c>, <c>python</c> or <c>image</c>: an image that speaks the protocol of functions.</summary>
    public required string Language { get; init; }

    /// <summary>Version of the language; null: the one at hand.</summary>
    public string? LanguageVersion { get; init; }

    /// <summary>Inline source; null means the file <c>handler.sh</c> or <c>handler.py</c> of the artifact, or the image.</summary>
    public string? Source { get; init; }

    /// <summary>Packages of the language.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>Packages of the operating system, which the image must have.</summary>
    public IReadOnlyList<string> SystemPackages { get; init; } = [];

    /// <summary>Image reference; null: the agent's image for functions.</summary>
    public string? Image { get; init; }

    /// <summary>Account of the image's registry; null: none.</summary>
    public PlannedRegistry? Registry { get; init; }

    /// <summary>Whether the working directory is kept for activities that start from it: of a handler that stands in for the checkout.</summary>
    public bool KeepsWorkDir { get; init; }

    /// <summary><c>environment</c>, <c>action</c>, <c>schedules</c> or <c>workload</c>.</summary>
    public string EventSource { get; init; } = "environment";

    /// <summary>Name of the environment, action or schedule.</summary>
    public string EventSourceName { get; init; } = "";

    /// <summary><c>deploy</c>, <c>destroy</c> or <c>force-destroy</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>Variables (the keys of the input), environment variables and files.</summary>
    public required JobInputs Inputs { get; init; }
}
