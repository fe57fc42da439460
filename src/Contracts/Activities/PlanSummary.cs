using System.Text.Json.Serialization;

namespace Actors.Contracts.Activities;

/// <summary>What an OpenTofu plan changes, in numbers, counted as the tool does: what is replaced counts as added and as destroyed (or forgotten). Reading data counts as nothing.</summary>
public sealed record PlanSummary
{
    /// <summary>Resources that are created.</summary>
    public int Add { get; init; }
    /// <summary>Resources that are changed where they are.</summary>
    public int Change { get; init; }
    /// <summary>Resources that are destroyed.</summary>
    public int Destroy { get; init; }
    /// <summary>Resources that are replaced, which count above, too.</summary>
    public int Replace { get; init; }
    /// <summary>Resources that are taken into the state as they are.</summary>
    public int Import { get; init; }
    /// <summary>Resources that are taken out of the state and left as they are.</summary>
    public int Forget { get; init; }
    /// <summary>Outputs of the module that change.</summary>
    public int Outputs { get; init; }

    /// <summary>Whether it changes nothing.</summary>
    [JsonIgnore]
    public bool IsEmpty => this is { Add: 0, Change: 0, Destroy: 0, Import: 0, Forget: 0, Outputs: 0 };

    /// <summary>As the tool says it.</summary>
    public override string ToString() => IsEmpty ? "No changes." : string.Concat(
        Import > 0 ? $"{Import} to import, " : "",
        $"{Add} to add, {Change} to change, {Destroy} to destroy",
        Forget > 0 ? $", {Forget} to forget" : "",
        Replace > 0 ? $" ({Replace} replaced)" : "",
        Outputs > 0 ? $"; {Outputs} output(s) change" : "",
        ".");
}
