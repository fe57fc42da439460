namespace Actors.Worker.Commands;

/// <summary>What a program of this worker answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body.</param>
internal sealed record ServerAnswer(int Status, string Body)
{
    /// <inheritdoc/>
    public override string ToString() => $"answer {Status}";
}
