namespace Actors.Scheduling.Hosting;

/// <summary>What must happen to the stored state before the reply is given and the effects are carried out.</summary>
public enum Persistence
{
    /// <summary>Nothing: only volatile facts changed.</summary>
    None = 0,
    /// <summary>The state is saved.</summary>
    Save,
    /// <summary>The stored state is cleared.</summary>
    Clear,
}
