using Actors.Contracts.Activities;

namespace Actors.Grains.Environments;

/// <summary>How an activity ended.</summary>
[GenerateSerializer, Immutable, Alias("Actors.ActivityEnd")]
public sealed record ActivityEnd
{
    /// <summary>Its view at the end; the state is <c>Succeeded</c>, <c>Failed</c> or <c>Cancelled</c>.</summary>
    [Id(0)] public required ActivityView View { get; init; }
    /// <summary>Its outputs as a JSON object, as the job gave them; may hold secrets.</summary>
    [Id(1)] public string? Outputs { get; init; }
    /// <summary>The outputs with every secret of the job masked, where that differs.</summary>
    [Id(2)] public string? MaskedOutputs { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{View.Id}: {View.State}";
}
