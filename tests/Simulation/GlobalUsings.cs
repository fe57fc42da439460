global using Actors.Simulation.Agents;
global using Actors.Simulation.Broken;
global using Actors.Simulation.Controller;
global using Actors.Simulation.Promises;
global using Actors.Simulation.Schedule;
global using ActivityActor = Actors.Simulation.Controller.SimActor<
    Actors.Scheduling.Activities.ActivityState, Actors.Scheduling.Activities.ActivityEvent,
    Actors.Scheduling.Activities.ActivityEffect, Actors.Scheduling.Activities.ActivityReply>;
global using ActivityMachineOf = Actors.Scheduling.Hosting.IMachine<
    Actors.Scheduling.Activities.ActivityState, Actors.Scheduling.Activities.ActivityEvent,
    Actors.Scheduling.Activities.ActivityEffect, Actors.Scheduling.Activities.ActivityReply>;
global using QueueActivation = Actors.Simulation.Controller.SimActivation<
    Actors.Scheduling.Queues.QueueState, Actors.Scheduling.Queues.QueueEvent,
    Actors.Scheduling.Queues.QueueEffect, Actors.Scheduling.Queues.QueueReply>;
global using QueueActor = Actors.Simulation.Controller.SimActor<
    Actors.Scheduling.Queues.QueueState, Actors.Scheduling.Queues.QueueEvent,
    Actors.Scheduling.Queues.QueueEffect, Actors.Scheduling.Queues.QueueReply>;
global using QueueMachineOf = Actors.Scheduling.Hosting.IMachine<
    Actors.Scheduling.Queues.QueueState, Actors.Scheduling.Queues.QueueEvent,
    Actors.Scheduling.Queues.QueueEffect, Actors.Scheduling.Queues.QueueReply>;
global using RunActor = Actors.Simulation.Controller.SimActor<
    Actors.Scheduling.Runs.RunState, Actors.Scheduling.Runs.RunEvent,
    Actors.Scheduling.Runs.RunEffect, Actors.Scheduling.Runs.RunReply>;
global using RunMachineOf = Actors.Scheduling.Hosting.IMachine<
    Actors.Scheduling.Runs.RunState, Actors.Scheduling.Runs.RunEvent,
    Actors.Scheduling.Runs.RunEffect, Actors.Scheduling.Runs.RunReply>;
