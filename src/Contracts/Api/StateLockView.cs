namespace Actors.Contracts.Api;

/// <summary>The lock on an OpenTofu state.</summary>
/// <param name="Id">The tool's id of it.</param>
public sealed record StateLockView(string Id)
{
    /// <summary>Id of the run whose activity holds it.</summary>
    public required string Run { get; init; }

    /// <summary>Id of the activity that holds it.</summary>
    public required string Activity { get; init; }

    /// <summary>Number of the attempt that holds it.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether the attempt is still at work. A lock whose attempt is over stops nobody.</summary>
    public bool Alive { get; init; }

    /// <summary>What the tool says that it does, such as <c>OperationTypeApply</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Who the tool says that it is.</summary>
    public string? Who { get; init; }

    /// <summary>When it was taken (UTC); null: an older program stored it.</summary>
    public DateTimeOffset? Since { get; init; }
}
