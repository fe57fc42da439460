namespace Actors.Templates.Planning;

/// <summary>An input of a resource with where its value comes from. Holds no value of a sensitive input.</summary>
public sealed record ReportedValue
{
    /// <summary>Longest text of a value that is shown, in characters.</summary>
    public const int MaxText = 4096;

    /// <summary>The resource; empty: the environment's own hooks.</summary>
    public required string Resource { get; init; }

    /// <summary>The task, or the handler beside it, such as <c>onInit/ask</c>, <c>artifact/handler</c> or <c>action.resize/grow</c>, or the action or schedule alone, where it differs within the resource; null: the same in all of it.</summary>
    public string? Task { get; init; }

    /// <summary>What it is.</summary>
    public required InputKind Kind { get; init; }

    /// <summary>The name by which the resource knows it.</summary>
    public required string Name { get; init; }

    /// <summary>Value type as it was written, such as <c>json</c>; of a file null.</summary>
    public string? Type { get; init; }

    /// <summary>Path of a file in the worker; null for everything else.</summary>
    public string? MountPath { get; init; }

    /// <summary>Whether the value must never be shown.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Whether an environment must end up with a value.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the value stays as it was first deployed.</summary>
    public bool Immutable { get; init; }

    /// <summary>Where the value comes from; null when there is none.</summary>
    public ValuePlace? From { get; init; }

    /// <summary>Values that do not count, from the lowest precedence to the highest: overridden or refused.</summary>
    public IReadOnlyList<ValuePlace> Overridden { get; init; } = [];

    /// <summary>Names the input without its value.</summary>
    /// <returns>Resource and name.</returns>
    public override string ToString() => $"{Resource} {Kind} {Name}";
}
