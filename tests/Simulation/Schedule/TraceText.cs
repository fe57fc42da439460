using System.Globalization;
using System.Runtime.CompilerServices;

namespace Actors.Simulation.Schedule;

/// <summary>A line of the trace: put together only where somebody reads it.</summary>
[InterpolatedStringHandler]
public ref struct TraceText
{
    private DefaultInterpolatedStringHandler _text;

    public TraceText(int literalLength, int formattedCount, World world, out bool isRead)
    {
        isRead = world.IsTraced;
        _text = isRead ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string ToText() => _text.ToStringAndClear();
}
