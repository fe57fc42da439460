using Actors.Scheduling.Queues;

namespace Actors.Simulation.Schedule;

/// <summary>What befalls silos, agents, engines and the database, one thing every few seconds, until faults end and everything is put right again.</summary>
public sealed class Disturbances(Installation installation)
{
    private World World => installation.World;

    public void Begin() => World.After(World.Between(1, 12), () =>
    {
        if (!World.Faulty) return;
        if (World.Odds.Pick(World.Dice) is { } fault)
        {
            World.Note($"FAULT {fault}");
            World.Count(fault);
            Do(fault);
        }

        Begin();
    });

    /// <summary>What people put right.</summary>
    public void End()
    {
        installation.Cluster.Database.IsAway = false;
        foreach (var agent in installation.Agents) agent.Engine.IsAway = false;
        KeepResumed();
    }

    /// <summary>A wish to drain may arrive after the one to resume; people see that and ask again.</summary>
    private void KeepResumed()
    {
        foreach (var queue in installation.Queues.Where(queue => queue.Actor.Stored is { Drained: true })) queue.Actor.Call(new QueueEvent.Resume(), _ => { }, () => { });
        World.After(TimeSpan.FromSeconds(5), KeepResumed);
    }

    private void Do(Fault fault)
    {
        var agent = World.Dice.Pick(installation.Agents);
        switch (fault)
        {
            case Fault.DatabaseAway:
                installation.Cluster.Database.IsAway = true;
                World.After(World.Between(0.5, 40), () => installation.Cluster.Database.IsAway = false);
                break;
            case Fault.SiloDies: installation.Cluster.KillOne(); break;
            case Fault.SiloPauses: installation.Cluster.PauseOne(); break;
            case Fault.ControllerRestarts: installation.Cluster.KillAll(); break;
            case Fault.ClusterRestarts:
                installation.Cluster.KillAll();
                installation.Agents.ForEach(each => each.Die());
                break;
            case Fault.AgentDies: agent.Die(); break;
            case Fault.AgentLeaves: agent.Leave(); break;
            case Fault.AgentPauses: agent.Pause(); break;
            case Fault.AgentDoubled: agent.Double(); break;
            case Fault.SlotCrashes: agent.LoseSlot(); break;
            case Fault.EngineAway:
                agent.Engine.IsAway = true;
                World.After(World.Between(0.5, 40), () => agent.Engine.IsAway = false);
                break;
            case Fault.EngineDies: agent.Engine.Die(); break;
            case Fault.WorkerDeleted: agent.Engine.DeleteOne(); break;
            case Fault.AgentDrained:
                Ask(agent.Key, new QueueEvent.Drain());
                World.After(World.Between(1, 60), () => Ask(agent.Key, new QueueEvent.Resume()));
                break;
            default: throw new InvalidOperationException($"{fault} is no disturbance");
        }
    }

    /// <summary>People ask until they are heard.</summary>
    private void Ask(string agent, QueueEvent wish) =>
        installation.Queue(agent).Actor.Call(wish, _ => { }, () => World.After(TimeSpan.FromSeconds(1), () => Ask(agent, wish)));
}
