using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunView
{
    /// <summary>Something may have changed.</summary>
    void Update(RunDocument run);

    /// <summary>The server cannot be asked for the moment.</summary>
    /// <param name="message">Why; null when it can again.</param>
    void Notice(string? message);
}
