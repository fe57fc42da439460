namespace Actors.Templates.Planning;

/// <summary>A call of a function.</summary>
public sealed record FunctionPlan : PlannedJob
{
    /// <summary>Name of the function, for people.</summary>
    public required string Name { get; init; }

    /// <summary><c>bash</c>; other languages are refused while planning.</summary>
    public required string Language { get; init; }

    /// <summary>Inline source; null means the file <c>handler.sh</c> of the artifact.</summary>
    public string? Source { get; init; }

    /// <summary><c>environment</c>, <c>action</c>, <c>schedules</c> or <c>workload</c>.</summary>
    public string EventSource { get; init; } = "environment";

    /// <summary>Name of the environment, action or schedule.</summary>
    public string EventSourceName { get; init; } = "";

    /// <summary><c>deploy</c> or <c>destroy</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>Variables (the keys of the input), environment variables and files.</summary>
    public required JobInputs Inputs { get; init; }
}
