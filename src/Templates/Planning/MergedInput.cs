namespace Actors.Templates.Planning;

/// <summary>An input of a job after merging: every definition of it, and which of them counts.</summary>
/// <param name="Kind">Variable, environment variable or file.</param>
/// <param name="Name">The name by which the job knows it.</param>
/// <param name="Definitions">From the lowest precedence to the highest.</param>
/// <param name="Winner">The definition whose value counts; null when there is no value.</param>
/// <param name="Type">Value type as it was written.</param>
/// <param name="MountPath">Path of a file.</param>
/// <param name="Refused">Definitions that a lower one forbids, with the reason.</param>
internal sealed record MergedInput(
    InputKind Kind,
    string Name,
    IReadOnlyList<Definition> Definitions,
    Definition? Winner,
    string Type,
    string MountPath,
    IReadOnlyList<(Definition Definition, string Message)> Refused)
{
    public bool Sensitive => Definitions.Any(each => each.Sensitive);

    /// <summary>Where it is declared that the value stays as it was first deployed; null: it may change.</summary>
    public Definition? FixedBy => Definitions.FirstOrDefault(each => each.Options?.Immutable == true);
}
