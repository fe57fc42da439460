namespace Actors.Scheduling.Agents;

/// <summary>What a worker slot has to do next.</summary>
public enum SlotStep
{
    /// <summary>Nothing until something happens, or until <see cref="SlotWork.WakeAt"/>.</summary>
    Wait = 0,
    /// <summary>Ask the engine to start the worker, or to recognise it.</summary>
    Start,
    /// <summary>Ask the engine to stop the worker.</summary>
    Stop,
    /// <summary>Tell the controller that the worker has ended.</summary>
    Report,
    /// <summary>Remove the worker from the engine.</summary>
    Remove,
    /// <summary>The slot is free.</summary>
    Free,
}
