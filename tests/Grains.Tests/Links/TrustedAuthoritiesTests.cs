using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Grains.Links;

namespace Actors.Grains.Tests.Links;

public sealed class TrustedAuthoritiesTests
{
    [Fact]
    public void Policy_CertificateNamesWhereItsAuthorityIsToBeHad_NobodyIsCalled()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var trusted = new TestCertificate("trusted.example");
        using var stranger = Stranger($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/authority.cer");

        using var chain = new X509Chain { ChainPolicy = TrustedAuthorities.Policy(trusted.RootFile, "Actors:SiloCaFile") };

        Assert.False(chain.Build(stranger));
        Assert.False(listener.Pending(), "The address in the certificate was called.");
        Assert.True(chain.Build(trusted.Certificate));
    }

    private static X509Certificate2 Stranger(string authority)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        var request = new CertificateRequest("CN=stranger", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [authority]));
        return request.Create(new X500DistinguishedName("CN=nobody"), X509SignatureGenerator.CreateForECDsa(issuerKey), from, to, [1]);
    }
}
