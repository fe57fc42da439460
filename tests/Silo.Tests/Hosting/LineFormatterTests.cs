using Actors.Silo.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Silo.Tests.Hosting;

public sealed class LineFormatterTests
{
    [Fact]
    public void Write_WarningWithException_IsOneLineWithoutTheStack()
    {
        var text = Write(LogLevel.Warning);

        Assert.Single(text.TrimEnd('\n').Split('\n'));
        Assert.EndsWith("warn: Some.Category[7] It broke (System.InvalidOperationException: outer <- System.IO.IOException: the first line the second)\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogLevel.Error)]
    [InlineData(LogLevel.Debug)]
    public void Write_ErrorOrDebugWithException_ShowsTheStack(LogLevel level)
    {
        Assert.Contains($"   at {typeof(LineFormatterTests).FullName}.{nameof(Thrown)}", Write(level), StringComparison.Ordinal);
    }

    private static string Write(LogLevel level)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new LineFormatter(TimeProvider.System).Write(new LogEntry<string>(level, "Some.Category", 7, "It broke", Thrown(), (state, _) => state), null, writer);
        return writer.ToString();
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("outer", new IOException("the first line\nthe second"));
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }
}
