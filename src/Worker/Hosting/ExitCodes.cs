namespace Actors.Worker.Hosting;

/// <summary>Exit codes besides those of the protocol.</summary>
internal static class ExitCodes
{
    /// <summary>The job succeeded, and its result was accepted.</summary>
    public const int Succeeded = 0;
    /// <summary>The environment of the worker is not complete, or its arguments are not understood.</summary>
    public const int Usage = 2;
    /// <summary>The program could not be copied.</summary>
    public const int InstallFailed = 6;
    /// <summary>The controller does not understand this worker.</summary>
    public const int Protocol = 70;
}
