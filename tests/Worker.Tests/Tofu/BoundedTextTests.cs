using System.Text;
using Actors.Worker.Tofu;

namespace Actors.Worker.Tests.Tofu;

public sealed class BoundedTextTests
{
    [Theory]
    [InlineData(40, "first line\nsecond line\n", "first line\nsecond line\n")]
    [InlineData(30, "first line\nsecond line, longer\n", "first line\n[truncated]\n")]
    [InlineData(30, "äääääääääääääääääääääääää", "[truncated]\n")]
    public void Text_LargerThanTheLimit_KeepsWholeLinesAndSaysSo(int max, string printed, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(printed);
        using var text = new BoundedText(max);
        text.Write(bytes.AsSpan(0, 7));
        text.Write(bytes.AsSpan(7));

        Assert.Equal(expected, text.ToString());
        Assert.Equal(expected, Encoding.UTF8.GetString(BoundedText.Cut(bytes, max)));
        Assert.InRange(Encoding.UTF8.GetByteCount(text.ToString()), 0, max);
    }
}
