using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>What a function says instead of a result.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Message">In words.</param>
/// <param name="Data">What it wants to get back in its next call.</param>
/// <param name="Trace">Where it failed, line by line.</param>
internal sealed record FunctionError(FunctionErrorCode Code, string Message, JsonObject? Data, IReadOnlyList<string> Trace)
{
    /// <summary>What becomes of it: the function is called again, or it failed.</summary>
    /// <param name="exitCode">Exit code of its process, if it has ended.</param>
    /// <exception cref="JobFailure">It failed.</exception>
    public JobOutcome Outcome(int? exitCode = null) => Code switch
    {
        FunctionErrorCode.ExecuteAgain => new JobOutcome([], [], Again: new FunctionAgain { Data = Data, Message = Message }),
        // Somebody else was faster: the next try works from what that one wrote.
        FunctionErrorCode.Transient or FunctionErrorCode.Conflict => throw new JobFailure(ReasonCode.Transient, Message, exitCode),
        _ => throw new JobFailure(ReasonCode.FunctionFailed, Message, exitCode),
    };
}
