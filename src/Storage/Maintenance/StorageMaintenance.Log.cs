using Microsoft.Extensions.Logging;

namespace Actors.Storage.Maintenance;

internal sealed partial class StorageMaintenance
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Store pruned: {States} cleared states forgotten, {Artifacts} orphaned artifacts deleted")]
    private partial void LogDone(int states, int artifacts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store could not be pruned; it is tried again later")]
    private partial void LogFailed(Exception error);
}
