namespace Actors.Grains.Environments;

/// <summary>How a verb on an environment is taken.</summary>
[GenerateSerializer, Immutable, Alias("Actors.RunAnswer")]
public sealed record RunAnswer
{
    /// <summary>How.</summary>
    [Id(0)] public required RunAnswerCode Code { get; init; }
    /// <summary>Id of the run that it is about.</summary>
    [Id(1)] public string? Run { get; init; }
    /// <summary>How many runs must end before it has begun and ended, itself included; null: it does not wait.</summary>
    [Id(4)] public int? Position { get; init; }
    /// <summary>In words: what is wrong and the way out.</summary>
    [Id(2)] public string? Message { get; init; }
    /// <summary>When invalid: each finding, as <c>place: message</c>.</summary>
    [Id(3)] public IReadOnlyList<string> Findings { get; init; } = [];
}
