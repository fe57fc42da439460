using Microsoft.Extensions.Logging;

namespace Actors.Storage.Documents;

internal sealed partial class SqlDocumentStore
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The stored {Kind} '{Name}' (version '{Version}') of project {Project} is passed over in a list: {Reason}")]
    private partial void LogCannotBeOpened(string kind, string name, string version, string project, string reason);
}
