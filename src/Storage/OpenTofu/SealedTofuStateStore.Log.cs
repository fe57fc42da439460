using Microsoft.Extensions.Logging;

namespace Actors.Storage.OpenTofu;

internal sealed partial class SealedTofuStateStore
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Version {Version} of the OpenTofu state {Resource} is listed without its SHA-256: {Reason}")]
    private partial void LogCannotBeOpened(long version, string resource, string reason);
}
