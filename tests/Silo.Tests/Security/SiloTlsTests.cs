using Actors.Silo.Configuration;
using Actors.Silo.Security;
using Actors.Testing;
using Orleans.Connections.Security;

namespace Actors.Silo.Tests.Security;

/// <summary>What a silo says of its certificate before it starts; that others refuse what it would refuse is tested with real silos.</summary>
public sealed class SiloTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new("actors test");

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Read_NoCertificate_IsNone() => Assert.Null(SiloTls.Read(new()));

    [Fact]
    public void Read_CertificateThatOthersTake_AsksForTheOthersToo()
    {
        var tls = new TlsOptions();

        SiloTls.Read(Options(_authority.Issue("actors-silo")))!.Apply(tls);

        Assert.True(tls.LocalCertificate!.HasPrivateKey);
        Assert.Equal((RemoteCertificateMode.RequireCertificate, RemoteCertificateMode.RequireCertificate), (tls.RemoteCertificateMode, tls.ClientCertificateMode));
    }

    [Fact]
    public void Read_AnotherNameForAllSilos_IsTheOneThatCounts() =>
        Assert.NotNull(SiloTls.Read(Options(_authority.Issue("silos.example"), "silos.example")));

    [Fact]
    public void Read_CertificateOfAnotherAuthority_NamesBothFiles()
    {
        using var other = new TestAuthority("actors other");
        var (certificate, options) = (other.Issue("actors-silo"), Options(""));
        options.SiloCertificate = certificate;

        Assert.All([certificate, "Actors:SiloCertificate", _authority.RootFile, "Actors:SiloCaFile"], word => Assert.Contains(word, Refusal(options), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("silos.example", true, true, false, "the DNS name 'actors-silo' (Actors:SiloCertificateName)")]
    [InlineData("*.actors-silo", true, true, false, "the DNS name 'actors-silo' (Actors:SiloCertificateName)")]
    [InlineData("actors-silo", true, false, false, "for server and for client authentication")]
    [InlineData("actors-silo", false, true, false, "for server and for client authentication")]
    [InlineData("actors-silo", true, true, true, "valid now")]
    public void Read_CertificateThatOthersWouldRefuse_SaysWhy(string name, bool server, bool client, bool expired, string why) =>
        Assert.Contains(why, Refusal(Options(_authority.Issue(name, server, client, expired))), StringComparison.Ordinal);

    [Fact]
    public void Read_FilesThatAreNotThere_NamesSettingAndFile()
    {
        Assert.Contains("/nowhere/silo.pem (Actors:SiloCertificate) cannot be read", Refusal(Options("/nowhere/silo.pem")), StringComparison.Ordinal);
        var options = Options(_authority.Issue("actors-silo"));
        options.SiloCaFile = "/nowhere/ca.pem";
        Assert.Contains("Actors:SiloCaFile is '/nowhere/ca.pem'", Refusal(options), StringComparison.Ordinal);
    }

    private static string Refusal(ActorsOptions options) => Assert.Throws<StartupException>(() => SiloTls.Read(options)).Message;

    private ActorsOptions Options(string certificate, string? name = null)
    {
        var options = new ActorsOptions { SiloCertificate = certificate, SiloCaFile = _authority.RootFile };
        options.SiloCertificateName = name ?? options.SiloCertificateName;
        return options;
    }
}
