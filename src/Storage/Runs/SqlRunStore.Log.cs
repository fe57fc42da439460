using Microsoft.Extensions.Logging;

namespace Actors.Storage.Runs;

internal sealed partial class SqlRunStore
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The archive of run {Run} is passed over in a list: {Reason}")]
    private partial void LogCannotBeOpened(string run, string reason);
}
