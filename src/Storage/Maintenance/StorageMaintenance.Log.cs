using Microsoft.Extensions.Logging;

namespace Actors.Storage.Maintenance;

internal sealed partial class StorageMaintenance
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Store pruned: {States} cleared states forgotten, {Packages} unused sets of packages and {Artifacts} orphaned artifacts deleted")]
    private partial void LogDone(int states, int packages, int artifacts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store could not be pruned; it is tried again later")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store's key ring could not be looked after; the silo goes on with the keys that it has read, and tries again later")]
    private partial void LogNotRenewed(Exception error);
}
