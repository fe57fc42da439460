namespace Actors.Grains.Activities;

/// <summary>How a call of a worker is taken.</summary>
[GenerateSerializer, Alias("Actors.WorkerVerdict")]
public enum WorkerVerdict
{
    /// <summary>The token is not valid.</summary>
    Invalid = 0,
    /// <summary>The token was valid once; the attempt is over or superseded.</summary>
    Over,
    /// <summary>Accepted.</summary>
    Accepted,
}
