namespace Actors.Silo.Api;

public sealed partial class ErrorMiddleware
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} cannot be answered now")]
    private partial void LogUnavailable(Exception exception, string method, PathString path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFailed(Exception exception, string method, PathString path);
}
