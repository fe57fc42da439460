using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Actors.Storage.Protection;

namespace Actors.Storage.Tests.Protection;

public sealed class RingEnvelopeTests
{
    private static readonly SecretRingKey One = new("a secret of at least 32 characters: one");
    private static readonly SecretRingKey Two = new("a secret of at least 32 characters: two");
    private static readonly XElement Element = new("key", new XAttribute("id", "x"), new XElement("secret", "planted"));

    [Fact]
    public void Open_ByAnyOfItsKeys_GivesTheElement()
    {
        var json = RingEnvelope.Seal("x", Element, [One, Two]).ToJson();
        Assert.DoesNotContain("planted", json, StringComparison.Ordinal);
        foreach (var key in new[] { One, Two }) Assert.Equal(Element.ToString(), RingEnvelope.FromJson("x", json).Open("x", [key]).ToString());
    }

    [Fact]
    public void Open_WrittenByTheFirstBuildThatSealed_GivesTheElement()
    {
        // As it is stored: whatever changes, this opens.
        const string stored = """
            {"version":1,"keys":{"8d93ec3a152ade1d":"NDCGQPPNVqVb2vfkVHFeELBTO+Eo11aCpK5No8g1aHwAA/qOFrvr4FTkxpTGCUiQiNxfFZRF8YLjb/g6"},"data":"0eIieIKZjcaUrGZ6DyqshVDh0KrGIqsVVsqqbfc2l+aKyllLekp7+6K03u1He7nqSEFGWOzIv0BO2lif5K0+GKj5oEV8Pw=="}
            """;
        Assert.Equal(Element.ToString(SaveOptions.DisableFormatting), RingEnvelope.FromJson("x", stored).Open("x", [One]).ToString(SaveOptions.DisableFormatting));
    }

    [Fact]
    public void Open_ByAnotherKey_NamesBoth()
    {
        var error = Assert.Throws<KeyRingException>(() => RingEnvelope.Seal("x", Element, [One]).Open("x", [Two]));
        Assert.Contains(One.Id, error.Message, StringComparison.Ordinal);
        Assert.Contains(Two.Id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DamagedOrOfAnotherRow_IsNoticed()
    {
        var envelope = RingEnvelope.Seal("x", Element, [One]);
        Assert.Throws<KeyRingException>(() => envelope.Open("y", [One]));
        envelope.Data[^1] ^= 1;
        Assert.Throws<KeyRingException>(() => envelope.Open("x", [One]));
        Assert.Throws<KeyRingException>(() => RingEnvelope.FromJson("x", "{}"));
        Assert.Throws<KeyRingException>(() => RingEnvelope.FromJson("x", "nothing"));
        Assert.Throws<KeyRingException>(() => (envelope with { Version = 2 }).Open("x", [One]));
    }

    [Fact]
    public void Certificate_RenewedWithTheSameKey_OpensIt()
    {
        using var rsa = RSA.Create(2048);
        using var first = Certificate(rsa);
        using var renewed = Certificate(rsa);
        var envelope = RingEnvelope.Seal("x", Element, [new CertificateRingKey(first), One]);
        Assert.Equal(Element.ToString(), envelope.Open("x", [new CertificateRingKey(renewed)]).ToString());
        using var other = RSA.Create(2048);
        using var another = Certificate(other);
        Assert.Throws<KeyRingException>(() => envelope.Open("x", [new CertificateRingKey(another)]));
    }

    [Fact]
    public void Certificate_WithoutAnRsaKey_SaysSo()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=x", curve, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        Assert.Contains("RSA", Assert.Throws<ArgumentException>(() => new CertificateRingKey(certificate)).Message, StringComparison.Ordinal);
    }

    private static X509Certificate2 Certificate(RSA key) =>
        new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
}
