using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Cluster.Support;

/// <summary>A certificate authority of one's own: a root, an authority below it, and a certificate for silos on this machine.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _root;

    public TestAuthority(string name)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        _root = Authority($"{name} root", rootKey).CreateSelfSigned(from, to);
        using var middle = Authority($"{name} middle", middleKey).Create(_root, from, to, Serial());
        using var signer = middle.CopyWithPrivateKey(middleKey);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest($"CN={name} silo", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], critical: false));
        using var silo = request.Create(signer, from, to, Serial());
        RootFile = _folder.Write("root.pem", _root.ExportCertificatePem());
        CertificateFile = _folder.Write("silo.pem", string.Join('\n', silo.ExportCertificatePem(), middle.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem()));
    }

    /// <summary>What clients are to trust.</summary>
    public string RootFile { get; }

    /// <summary>The silo's certificate with the one between it and the root, and its key.</summary>
    public string CertificateFile { get; }

    /// <summary>A client that trusts the root only.</summary>
    public HttpClient CreateClient(Uri server)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_root);
        return new(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } }) { BaseAddress = server };
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(8);
}
