global using ActivityActor = Actors.Simulation.SimActor<
    Actors.Scheduling.Activities.ActivityState, Actors.Scheduling.Activities.ActivityEvent,
    Actors.Scheduling.Activities.ActivityEffect, Actors.Scheduling.Activities.ActivityReply>;
global using ActivityMachineOf = Actors.Scheduling.Hosting.IMachine<
    Actors.Scheduling.Activities.ActivityState, Actors.Scheduling.Activities.ActivityEvent,
    Actors.Scheduling.Activities.ActivityEffect, Actors.Scheduling.Activities.ActivityReply>;
global using QueueActor = Actors.Simulation.SimActor<
    Actors.Scheduling.Queues.QueueState, Actors.Scheduling.Queues.QueueEvent,
    Actors.Scheduling.Queues.QueueEffect, Actors.Scheduling.Queues.QueueReply>;
global using RunActor = Actors.Simulation.SimActor<
    Actors.Scheduling.Runs.RunState, Actors.Scheduling.Runs.RunEvent,
    Actors.Scheduling.Runs.RunEffect, Actors.Scheduling.Runs.RunReply>;
global using QueueMachineOf = Actors.Scheduling.Hosting.IMachine<
    Actors.Scheduling.Queues.QueueState, Actors.Scheduling.Queues.QueueEvent,
    Actors.Scheduling.Queues.QueueEffect, Actors.Scheduling.Queues.QueueReply>;
global using RunMachineOf = Actors.Scheduling.Hosting.IMachine<
    Actors.Scheduling.Runs.RunState, Actors.Scheduling.Runs.RunEvent,
    Actors.Scheduling.Runs.RunEffect, Actors.Scheduling.Runs.RunReply>;
