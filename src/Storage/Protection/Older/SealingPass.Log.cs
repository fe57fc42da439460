using Microsoft.Extensions.Logging;

namespace Actors.Storage.Protection.Older;

internal sealed partial class SealingPass
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} things that an older build had left unsealed were found in the store and sealed")]
    private partial void LogSealed(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Everything in the store is sealed: from now on what is not is refused")]
    private partial void LogComplete();

    [LoggerMessage(Level = LogLevel.Error, Message = "What an older build left unsealed in the store could not be sealed; it stays readable, and is tried again later")]
    private partial void LogFailed(Exception error);
}
