namespace Actors.Templates.Planning;

/// <summary>Limits that hold where documents give none; the template format leaves them open, so they are ours.</summary>
public static class PlanDefaults
{
    /// <summary>Longest duration of a checkout, in seconds.</summary>
    public const int GitSeconds = 900;

    /// <summary>Longest duration of a function, in seconds.</summary>
    public const int FunctionSeconds = 3600;

    /// <summary>Longest duration of OpenTofu, in seconds.</summary>
    public const int OpenTofuSeconds = 7200;

    /// <summary>Longest duration that a document may ask for, in seconds: seven days.</summary>
    public const int MaxSeconds = 7 * 24 * 3600;

    /// <summary>Attempts of a checkout whose repository gives no <c>options.maxRetries</c>.</summary>
    public const int GitAttempts = 3;

    /// <summary>Most attempts that a document may ask for.</summary>
    public const int MaxAttempts = 100;

    /// <summary>Most activities of a plan.</summary>
    public const int MaxActivities = 2_000;
}
