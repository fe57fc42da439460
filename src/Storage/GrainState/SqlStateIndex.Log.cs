using Microsoft.Extensions.Logging;

namespace Actors.Storage.GrainState;

internal sealed partial class SqlStateIndex
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The stored state '{Name}' of the {Kind} {Key} is passed over in a list: {Reason}")]
    private partial void LogCannotBeOpened(string kind, string key, string name, string reason);
}
