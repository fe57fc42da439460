namespace Actors.Simulation.Schedule;

/// <summary>
/// How likely each fault is in one seed. Some kinds are off and some are frequent, each seed in its own way: what only shows where few things go wrong is found as well as what
/// only shows where one thing goes wrong all the time.
/// </summary>
public sealed class Odds
{
    /// <summary>Faults of the installation as a whole, of which one happens every few seconds, and their weights.</summary>
    private static readonly (Fault Fault, double Weight)[] Disturbances =
    [
        (Fault.DatabaseAway, 1), (Fault.SiloDies, 2), (Fault.SiloPauses, 2), (Fault.ControllerRestarts, 0.5), (Fault.ClusterRestarts, 0.3), (Fault.AgentDies, 2), (Fault.AgentLeaves, 1), (Fault.AgentPauses, 2),
        (Fault.AgentDoubled, 1), (Fault.SlotCrashes, 1), (Fault.EngineAway, 1), (Fault.EngineDies, 0.3), (Fault.WorkerDeleted, 0.5), (Fault.AgentDrained, 1),
    ];

    /// <summary>Faults of single steps.</summary>
    private static readonly (Fault Fault, double Probability)[] Steps =
    [
        (Fault.RequestLost, 0.01), (Fault.RequestDoubled, 0.02), (Fault.MessageLate, 0.01), (Fault.AnswerLost, 0.01), (Fault.ActorCrashes, 0.002), (Fault.WriteUnknown, 0.01),
        (Fault.WriteLate, 0.005), (Fault.NewsLost, 0.03), (Fault.StartRefused, 0.02), (Fault.StartUnknown, 0.03), (Fault.StartSlow, 0.03), (Fault.WorkerLate, 0.03), (Fault.WorkerDies, 0.04),
        (Fault.WorkerLong, 0.05), (Fault.WorkerCutOff, 0.03), (Fault.JobFails, 0.06), (Fault.JobPolls, 0.06), (Fault.StateKeptAside, 0.05), (Fault.UserCancels, 0.3), (Fault.UserDestroys, 0.2),
    ];

    private readonly double[] _odds = new double[Enum.GetValues<Fault>().Length];
    private readonly double _sum;

    public Odds(Dice dice)
    {
        foreach (var (fault, probability) in Steps) _odds[(int)fault] = probability * Intensity(dice);
        foreach (var (fault, weight) in Disturbances) _sum += _odds[(int)fault] = weight * Intensity(dice);
    }

    public double Of(Fault fault) => _odds[(int)fault];

    /// <summary>One of the disturbances of this seed; null: it has none.</summary>
    public Fault? Pick(Dice dice)
    {
        var rest = dice.NextDouble() * _sum;
        foreach (var (fault, _) in Disturbances)
        {
            if (Of(fault) is > 0 and var weight && (rest -= weight) < 0) return fault;
        }

        return null;
    }

    private static double Intensity(Dice dice) => dice.Next(4) switch { 0 => 0, 1 => 0.4, 2 => 1, _ => 2 };
}
