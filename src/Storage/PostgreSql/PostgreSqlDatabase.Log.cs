using Microsoft.Extensions.Logging;

namespace Actors.Storage.PostgreSql;

internal sealed partial class PostgreSqlDatabase
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The answer of the database {Database} to a commit was lost; asked again, it says: {Outcome} ({Reason})")]
    private partial void LogAnswerLost(string database, string outcome, string reason);
}
