namespace Actors.Templates.Planning;

/// <summary>Facts about kinds of runs.</summary>
public static class RunKinds
{
    /// <summary>Whether a run takes an environment down.</summary>
    /// <param name="kind">Its kind.</param>
    /// <returns>True for destroy and force-destroy.</returns>
    public static bool TakesDown(this RunKind kind) => kind is RunKind.Destroy or RunKind.ForceDestroy;

    /// <summary>What a run does, as a participle for people.</summary>
    /// <param name="kind">Kind of the run.</param>
    /// <returns>Such as <c>deployed</c>.</returns>
    public static string Participle(this RunKind kind) => kind switch
    {
        RunKind.Deploy => "deployed",
        RunKind.Plan => "planned",
        _ => "destroyed",
    };

    /// <summary>The event type that functions are told.</summary>
    /// <param name="kind">Kind of the run.</param>
    /// <returns><c>deploy</c>, <c>destroy</c> or <c>force-destroy</c>.</returns>
    public static string EventType(this RunKind kind) => kind switch
    {
        RunKind.Destroy => "destroy",
        RunKind.ForceDestroy => "force-destroy",
        _ => "deploy",
    };
}
