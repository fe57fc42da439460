namespace Actors.Simulation.Controller;

/// <summary>The one database: while it is away nobody loads, stores or asks anything.</summary>
public sealed class SimDatabase
{
    public bool IsAway { get; set; }
}
