using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Grains.Tests.Links;

/// <summary>A certificate for one host name, by an authority of its own.</summary>
internal sealed class TestCertificate : IDisposable
{
    public TestCertificate(string host)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        var authority = new CertificateRequest("CN=test root", rootKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var root = authority.CreateSelfSigned(from, to);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(root, from, to, [1, 2, 3]);
        Certificate = issued.CopyWithPrivateKey(key);
        RootFile = Path.GetTempFileName();
        File.WriteAllText(RootFile, root.ExportCertificatePem());
    }

    public X509Certificate2 Certificate { get; }

    public string RootFile { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        File.Delete(RootFile);
    }
}
