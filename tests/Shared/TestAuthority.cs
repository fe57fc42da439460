using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Testing;

/// <summary>A certificate authority of one's own: a root, an authority below it, and certificates from that.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string Server = "1.3.6.1.5.5.7.3.1";
    private const string Client = "1.3.6.1.5.5.7.3.2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-authority-");
    private readonly (DateTimeOffset From, DateTimeOffset To) _life = (DateTimeOffset.UtcNow.AddHours(-2), DateTimeOffset.UtcNow.AddDays(1));
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _signer;

    public TestAuthority(string name)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Authority($"{name} root", rootKey).CreateSelfSigned(_life.From, _life.To);
        using var middle = Authority($"{name} middle", middleKey).Create(_root, _life.From, _life.To, Serial());
        _signer = middle.CopyWithPrivateKey(middleKey);
        RootFile = Write("root.pem", _root.ExportCertificatePem());
        CertificateFile = Issue("localhost", client: false);
    }

    /// <summary>What clients are to trust.</summary>
    public string RootFile { get; }

    /// <summary>A certificate for a server on this machine.</summary>
    public string CertificateFile { get; }

    /// <summary>What is between its certificates and the root.</summary>
    public X509Certificate2Collection Between => [_signer];

    /// <summary>Issues a certificate.</summary>
    /// <param name="dnsName">Its name, besides the loopback address.</param>
    /// <param name="server">Whether servers may show it.</param>
    /// <param name="client">Whether clients may.</param>
    /// <param name="expired">Whether it ended an hour ago.</param>
    /// <returns>A PEM file with the certificate, the one between it and the root, and its key.</returns>
    public string Issue(string dnsName, bool server = true, bool client = true, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest($"CN={dnsName} certificate", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. server ? [new Oid(Server)] : (Oid[])[], .. client ? [new Oid(Client)] : (Oid[])[]], critical: false));
        using var certificate = request.Create(_signer, _life.From, expired ? DateTimeOffset.UtcNow.AddHours(-1) : _life.To, Serial());
        return Write($"{Guid.NewGuid():N}.pem", string.Join('\n', certificate.ExportCertificatePem(), _signer.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem()));
    }

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
        _signer.Dispose();
        _folder.Delete(recursive: true);
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(8);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
