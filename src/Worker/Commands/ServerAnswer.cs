namespace Actors.Worker.Commands;

/// <summary>What a program of this worker answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body.</param>
internal sealed record ServerAnswer(int Status, string Body)
{
    /// <summary>Whether the body is only the beginning of it.</summary>
    public bool IsCut { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"answer {Status}";
}
