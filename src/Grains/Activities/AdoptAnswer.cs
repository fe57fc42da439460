namespace Actors.Grains.Activities;

/// <summary>Answer to an agent that found a worker.</summary>
[GenerateSerializer, Alias("Actors.AdoptAnswer")]
public enum AdoptAnswer
{
    /// <summary>The attempt is over, or is not this agent's: remove the worker.</summary>
    Over = 0,
    /// <summary>The agent holds it.</summary>
    Held,
    /// <summary>The agent holds it, and is to stop its worker.</summary>
    Cancelling,
}
