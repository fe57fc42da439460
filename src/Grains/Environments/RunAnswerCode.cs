namespace Actors.Grains.Environments;

/// <summary>How a verb on an environment is taken.</summary>
[GenerateSerializer, Alias("Actors.RunAnswerCode")]
public enum RunAnswerCode
{
    /// <summary>Done, or under way.</summary>
    Accepted = 0,
    /// <summary>There is no such environment.</summary>
    NotFound,
    /// <summary>Its documents do not make a plan.</summary>
    Invalid,
    /// <summary>Not now: a run is open, as many wait as may, it is protected, or there is nothing to cancel or retry, or it is deployed.</summary>
    Conflict,
}
