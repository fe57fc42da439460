using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Broken;

/// <summary>The machines that an installation runs on: the real ones, unless a broken one is put in.</summary>
public sealed record SimMachines
{
    public ActivityMachineOf Activity { get; init; } = new ActivityMachine();

    public RunMachineOf Run { get; init; } = new RunMachine();

    /// <summary>The queue of an agent.</summary>
    public Func<string, QueueMachineOf> Queue { get; init; } = agent => new QueueMachine(agent);

    /// <summary>Puts a broken machine in the place of a real one; a queue's is made with the agent's key.</summary>
    public static SimMachines With(Type broken) => broken switch
    {
        _ when broken.IsAssignableTo(typeof(ActivityMachineOf)) => new() { Activity = (ActivityMachineOf)Activator.CreateInstance(broken)! },
        _ when broken.IsAssignableTo(typeof(RunMachineOf)) => new() { Run = (RunMachineOf)Activator.CreateInstance(broken)! },
        _ => new() { Queue = agent => (QueueMachineOf)Activator.CreateInstance(broken, agent)! },
    };
}
