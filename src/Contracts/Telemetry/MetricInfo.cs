namespace Actors.Contracts.Telemetry;

/// <summary>An instrument of the product, as its documentation lists it.</summary>
/// <param name="Meter">Name of its meter.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it does with its values.</param>
/// <param name="Unit">Unit in UCUM; null: the value is a state, as the meaning says.</param>
/// <param name="Meaning">What is measured.</param>
/// <param name="Tags">Names of all tags; each has a bounded number of values.</param>
public sealed record MetricInfo(string Meter, string Name, MetricKind Kind, string? Unit, string Meaning, params IReadOnlyList<string> Tags);
