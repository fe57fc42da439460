using Actors.Contracts.Identity;

namespace Actors.Silo.Environments.States;

internal sealed partial class TofuStates
{
    [LoggerMessage(Level = LogLevel.Information, Message = "OpenTofu state {State}: version {Version} was downloaded by the {Person}")]
    private partial void LogShown(string state, long version, string person);

    [LoggerMessage(Level = LogLevel.Warning, Message = "OpenTofu state {State}: version {Source} was restored as version {Version} by the {Person}")]
    private partial void LogRestored(string state, long source, long version, string person);

    [LoggerMessage(Level = LogLevel.Warning, Message = "OpenTofu state {State}: what was kept aside was {Verb} by the {Person}")]
    private partial void LogResolved(string state, string verb, string person);

    [LoggerMessage(Level = LogLevel.Warning, Message = "OpenTofu state {State}: lock {Lock} of {Attempt} was taken away by the {Person}")]
    private partial void LogUnlocked(string state, string @lock, AttemptId attempt, string person);
}
