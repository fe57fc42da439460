using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Actors.Silo.Hosting;

/// <summary>
/// One line per event: time (UTC), level, category, message. Of an exception it shows types and messages; the stack follows on lines of its own for errors,
/// which nobody expected, and for debug output.
/// </summary>
/// <param name="clock">The clock.</param>
public sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>Name of the formatter.</summary>
    public const string FormatterName = "actors";

    private const int MostCauses = 5;

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        var exception = logEntry.Exception;
        var cause = exception is null ? "" : $" {Causes(exception)}";
        textWriter.Write(clock.GetUtcNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        textWriter.WriteLine(OneLine($"{Label(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {logEntry.Formatter(logEntry.State, exception)}{cause}"));
        if (exception is not null && logEntry.LogLevel is not (LogLevel.Information or LogLevel.Warning))
        {
            textWriter.WriteLine(exception);
        }
    }

    private static string Causes(Exception exception)
    {
        var causes = new List<string>();
        for (var e = exception; e is not null && causes.Count < MostCauses; e = e.InnerException)
        {
            causes.Add($"{e.GetType()}: {e.Message}");
        }

        return $"({string.Join(" <- ", causes)})";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Label(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
