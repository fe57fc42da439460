using Microsoft.Extensions.Logging;

namespace Actors.Storage.PostgreSql;

internal sealed partial class Patience
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The database {Database} cannot be reached and is tried again: {Reason}")]
    private partial void LogAway(string database, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database {Database} answers again")]
    private partial void LogBack(string database);
}
