namespace Actors.Templates.Kinds;

/// <summary>When a schedule is due.</summary>
public sealed record Cadence
{
    /// <summary>Cron expression.</summary>
    public string? CronExpression { get; init; }

    /// <summary>Time after the deploy, such as `8h` or `2d`.</summary>
    public string? TimeToLive { get; init; }

    /// <summary>Time zone of the cron expression; blank means UTC.</summary>
    public string? CronTimezone { get; init; }

    /// <summary>Random delay.</summary>
    public Stagger? Staggered { get; init; }
}
