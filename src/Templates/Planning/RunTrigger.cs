namespace Actors.Templates.Planning;

/// <summary>What a run comes from.</summary>
/// <param name="Source">Kind of it.</param>
/// <param name="Name">Name of the action or schedule; of the environment's own runs the environment's.</param>
public sealed record RunTrigger(TriggerSource Source, string Name)
{
    /// <summary>The event source that functions are told.</summary>
    public string EventSource => Source switch
    {
        TriggerSource.Action => "action",
        TriggerSource.Schedule => "schedules",
        _ => "environment",
    };
}
