using Microsoft.Extensions.Logging;

namespace Actors.Storage.Protection;

internal sealed partial class KeyRing
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The store's key ring has a new key: {Key}")]
    private partial void LogMade(string key);
}
