using Actors.Contracts.Agents;
using Actors.Scheduling.Capacity;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

/// <summary>Warns when the workers of an agent do not fit on its engine: once for each change, not each time that is looked.</summary>
internal sealed partial class CapacityWatch(string agent, ILogger<CapacityWatch> logger)
{
    private string? _said;

    /// <summary>Takes note of a report.</summary>
    /// <param name="slots">Number of worker slots.</param>
    /// <param name="report">The report.</param>
    public void Judge(int slots, AgentReport report)
    {
        var verdict = report.Capacity is { } capacity ? CapacityCheck.Of(slots, report.Sizes, capacity) : null;
        var say = verdict is null ? report.Problem : verdict.Fits == false ? verdict.Line : null;
        if (say == _said)
        {
            return;
        }

        _said = say;
        if (say is null)
        {
            LogFits(agent);
        }
        else if (verdict is null)
        {
            LogUnknown(agent, say);
        }
        else
        {
            LogDoesNotFit(agent, say);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} cannot fit its workers: {Line}")]
    private partial void LogDoesNotFit(string agent, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} does not know what its engine has: {Problem}")]
    private partial void LogUnknown(string agent, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent} fits on its engine again")]
    private partial void LogFits(string agent);
}
