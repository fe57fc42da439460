namespace Actors.Worker.Functions.Relay;

/// <summary>A call that is not passed on.</summary>
/// <param name="answer">What it is answered.</param>
internal sealed class RelayRefusal(RelayAnswer answer) : Exception($"refused: {answer.Status}")
{
    /// <summary>What it is answered.</summary>
    public RelayAnswer Answer { get; } = answer;

    /// <summary>A call that is no call.</summary>
    public static RelayRefusal Invalid(string message, int status = 400) => new(RelayAnswer.Error(status, "Invalid", message));
}
