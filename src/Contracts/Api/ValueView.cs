namespace Actors.Contracts.Api;

/// <summary>A variable, an environment variable or a file of a resource, with where its value comes from.</summary>
public sealed record ValueView
{
    /// <summary>The resource; empty: the environment's own hooks.</summary>
    public required string Resource { get; init; }

    /// <summary>The task, or the handler beside it, such as <c>onInit/ask</c> or <c>artifact/handler</c>, where it differs within the resource; null: the same in all of it.</summary>
    public string? Task { get; init; }

    /// <summary><c>variable</c>, <c>env</c> or <c>file</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name by which the resource knows it.</summary>
    public required string Name { get; init; }

    /// <summary><c>text</c>, <c>expression</c>, <c>json</c> or <c>hcl</c>; of a file null.</summary>
    public string? Type { get; init; }

    /// <summary>Path of a file in the worker; null for everything else.</summary>
    public string? MountPath { get; init; }

    /// <summary>Whether its values are redacted.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Whether there must be a value.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the value stays as it was first deployed.</summary>
    public bool Immutable { get; init; }

    /// <summary>The value that counts and where it stands; null: there is none. Of a file the content is base64.</summary>
    public ValuePlaceView? From { get; init; }

    /// <summary>Values that do not count, from the lowest precedence to the highest.</summary>
    public IReadOnlyList<ValuePlaceView> Overridden { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Resource} {Kind} {Name}";
}
