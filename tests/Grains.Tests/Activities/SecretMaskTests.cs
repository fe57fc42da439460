using System.Text.Json.Nodes;
using Actors.Grains.Activities;

namespace Actors.Grains.Tests.Activities;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("""{"a": "nothing"}""")]
    [InlineData("""{"a": 1, "b": [true, null], "c": {"d": "abc"}}""")]
    [InlineData("{}")]
    public void MaskedOrNull_NoSecretInside_IsNull(string outputs) => Assert.Null(SecretMask.MaskedOrNull(Parse(outputs), ["planted", "abc"]));

    [Fact]
    public void MaskedOrNull_NoOutputsOrNoSecrets_IsNull()
    {
        Assert.Null(SecretMask.MaskedOrNull(null, ["planted"]));
        Assert.Null(SecretMask.MaskedOrNull(Parse("""{"a": "planted"}"""), []));
    }

    [Fact]
    public void MaskedOrNull_SecretAtAnyDepth_IsMaskedAndTheRestStays()
    {
        var outputs = Parse("""{"a": "x planted y planted", "b": [1, "planted", {"c": "planted"}], "planted": "key", "n": 1.50, "t": true, "z": null}""");
        var before = outputs.ToJsonString();

        var masked = SecretMask.MaskedOrNull(outputs, ["planted"])!;

        Assert.DoesNotContain("planted", masked, StringComparison.Ordinal);
        var read = Parse(masked);
        Assert.Equal(("key", true), (read.Single(p => p.Value?.ToString() == "key").Value!.ToString(), read["t"]!.GetValue<bool>()));
        Assert.StartsWith("x ", read["a"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(read.ContainsKey("z"));
        Assert.Equal("1.50", read["n"]!.ToJsonString());
        Assert.Equal(before, outputs.ToJsonString());
    }

    [Fact]
    public void MaskedOrNull_OneSecretWithinAnother_NothingOfEitherRemains()
    {
        var masked = SecretMask.MaskedOrNull(Parse("""{"a": "password-extended"}"""), ["password", "password-extended"])!;

        Assert.DoesNotContain("extended", masked, StringComparison.Ordinal);
    }

    [Fact]
    public void MaskedOrNull_TwoKeysThatBecomeTheSame_AreBothMasked()
    {
        var masked = SecretMask.MaskedOrNull(Parse("""{"first-secret": 1, "other-secret": 2}"""), ["first-secret", "other-secret"])!;

        Assert.DoesNotContain("secret", masked, StringComparison.Ordinal);
        Assert.Equal(2, Parse(masked).Count);
    }

    [Fact]
    public void MaskedOrNull_SecretAsNumber_IsMasked() =>
        Assert.DoesNotContain("918273", SecretMask.MaskedOrNull(Parse("""{"pin": 918273, "other": 7}"""), ["918273"])!, StringComparison.Ordinal);

    [Theory]
    [InlineData("planted secret/1", "cGxhbnRlZCBzZWNyZXQvMQ==")]
    [InlineData("planted secret/1", "https://host/?q=planted%20secret%2F1")]
    [InlineData("first line\nsecond line", "only the second line")]
    public void MaskedOrNull_SecretInAnotherForm_IsMasked(string secret, string output) =>
        Assert.NotNull(SecretMask.MaskedOrNull(new() { ["a"] = output }, [secret]));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
