using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Templates.Expressions;

namespace Actors.Scheduling.Activities;

/// <summary>Whether a job succeeded, where its template says what success is: <c>if #status.container.exitCode == 0 { success: true }</c>.</summary>
public static class SuccessRule
{
    private const string Status = "#status";

    /// <summary>The result as the condition judges it. Without a condition, and of a job that came to nothing that could be judged, it is as it was.</summary>
    /// <param name="result">What the worker says.</param>
    /// <param name="condition">The template's <c>successCondition</c>; null or blank: none.</param>
    /// <param name="polls">Whether the template gives a <c>pollingConfig</c>: then what does not succeed yet is tried again later.</param>
    /// <returns>The result.</returns>
    public static WorkerResult Judge(WorkerResult result, string? condition, bool polls = false)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (string.IsNullOrWhiteSpace(condition) || result is { Status: null, Succeeded: false })
        {
            return result;
        }

        if (result.Status is not { } status)
        {
            return Failed(result, ReasonCode.InvalidInput, "The success condition has nothing to judge: its worker tells no status. Only containers and HTTP calls do.");
        }

        try
        {
            return ConditionBlock.Parse(condition).Holds("success", new() { [Status] = status.DeepClone() })
                ? result with { Succeeded = true, Reason = ReasonCode.None, Message = result.Succeeded ? result.Message : null }
                : polls ? result with { Succeeded = false, Reason = ReasonCode.Polling, Again = new() { Message = $"The success condition does not hold yet: {Shown(status)}." } }
                : Failed(result, ReasonCode.ConditionNotMet, $"The success condition does not hold: {Shown(status)}.");
        }
        catch (ExpressionException e)
        {
            return Failed(result, ReasonCode.ConditionNotMet, $"The success condition has no answer for {Shown(status)}: {e.Message}");
        }
    }

    private static WorkerResult Failed(WorkerResult result, ReasonCode reason, string message) =>
        result with { Succeeded = false, Reason = reason, Message = result.Succeeded || result.Message is null ? message : $"{message}\n{result.Message}" };

    // Codes only: an answer may hold secrets.
    private static string Shown(JsonObject status) => (status["container"]?["exitCode"], status["http"]?["statusCode"]) switch
    {
        ({ } code, _) => $"exit code {code.ToJsonString()}",
        (_, { } code) => $"HTTP status {code.ToJsonString()}",
        _ => "this status",
    };
}
