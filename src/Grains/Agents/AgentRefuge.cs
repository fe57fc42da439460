using Actors.Scheduling.Agents;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

/// <summary>Asks other silos whether they keep an agent of one that stops; what follows from their answers is said by <see cref="AgentDeparture"/>.</summary>
public sealed partial class AgentRefuge(
    IClusterMembershipService membership, ILocalSiloDetails local, IAgentPlanes planes, TimeProvider clock, ILogger<AgentRefuge> logger)
{
    /// <summary>How long the membership's table, and then the silos, are waited for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>What the silos say that may keep the agent; null: no answer.</summary>
    /// <param name="agent">Key of the agent.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<IReadOnlyList<bool?>> AskAsync(string agent, CancellationToken cancellationToken)
    {
        await RefreshAsync(agent, cancellationToken);
        var asked = membership.CurrentSnapshot.Members.Values
            .Where(member => AgentDeparture.IsAsked(
                isSelf: member.SiloAddress.Equals(local.SiloAddress), isActive: member.Status == SiloStatus.Active, configures: planes.Configures(member.SiloAddress, agent)))
            .Select(member => KeepsAsync(member.SiloAddress, agent, cancellationToken));
        return await Task.WhenAll(asked);
    }

    /// <summary>Asks the table: that another silo ended just before, or has just come, may not have got about yet. Without the table what was known last must do: those silos are asked.</summary>
    private async Task RefreshAsync(string agent, CancellationToken cancellationToken)
    {
        try
        {
            await membership.Refresh(cancellationToken: cancellationToken).AsTask().WaitAsync(Limit, clock, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogMembershipOld(e, agent);
        }
    }

    private async Task<bool?> KeepsAsync(SiloAddress silo, string agent, CancellationToken cancellationToken)
    {
        try
        {
            return await planes.KeepsAsync(silo, agent).WaitAsync(Limit, clock, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnanswered(e, silo, agent);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The membership cannot be read; whether another silo keeps agent {Agent} is asked of the silos that were known last")]
    private partial void LogMembershipOld(Exception e, string agent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Silo} does not say whether it keeps agent {Agent}; it does not count as one that does")]
    private partial void LogUnanswered(Exception e, SiloAddress silo, string agent);
}
