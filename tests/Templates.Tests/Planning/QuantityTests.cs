using System.Globalization;
using Actors.Templates.Planning;
using FsCheck;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Planning;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1000)]
    [InlineData("250m", 250)]
    [InlineData("0.5", 500)]
    [InlineData(".5", 500)]
    [InlineData("2.", 2000)]
    [InlineData("1e1", 10_000)]
    [InlineData("5E-1", 500)]
    [InlineData("1500000u", 1500)]
    [InlineData("1n", 1)]
    [InlineData(" 3 ", 3000)]
    public void Millis_Notation_IsRead(string text, long millis) => Assert.Equal(millis, Quantity.Millis(text));

    [Theory]
    [InlineData("128974848", 128974848)]
    [InlineData("129e6", 129_000_000)]
    [InlineData("129M", 129_000_000)]
    [InlineData("123Mi", 123L << 20)]
    [InlineData("1.5Gi", 3L << 29)]
    [InlineData("1Ki", 1024)]
    [InlineData("1k", 1000)]
    [InlineData("7E", 7_000_000_000_000_000_000)]
    [InlineData("1500m", 2)]
    public void Bytes_Notation_IsRead(string text, long bytes) => Assert.Equal(bytes, Quantity.Bytes(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1 Gi")]
    [InlineData("1GB")]
    [InlineData("512mb")]
    [InlineData("1mi")]
    [InlineData("1e")]
    [InlineData("1e99")]
    [InlineData("0x10")]
    [InlineData("٣")]
    [InlineData("16Ei")]
    [InlineData("999999999999999999E")]
    public void Bytes_NoAmount_IsNull(string? text) => Assert.Null(Quantity.Bytes(text));

    [Property(MaxTest = 300)]
    public void Millis_AnyNumberOfThem_ReadsBackTheSame(NonNegativeInt millis)
    {
        Assert.Equal(millis.Get, Quantity.Millis($"{millis.Get}m"));
        Assert.Equal(millis.Get, Quantity.Millis((millis.Get / 1000m).ToString(CultureInfo.InvariantCulture)));
    }

    [Property(MaxTest = 500)]
    public void Read_AnyText_NeverThrowsAndNeverGivesLess(string? text, int seed)
    {
        const string Alphabet = "0123456789.eE+-numkMGTPEi ";
        var random = new System.Random(seed);
        var made = new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
        foreach (var each in new[] { text, made })
        {
            var amount = Quantity.Read(each);
            Assert.True(amount is null or >= 0);
            if (Quantity.Bytes(each) is { } bytes)
            {
                Assert.InRange(bytes - amount!.Value, 0m, 1m);
            }
        }
    }
}
