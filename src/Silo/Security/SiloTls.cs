using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Grains.Links;
using Actors.Silo.Configuration;
using Orleans.Connections.Security;

namespace Actors.Silo.Security;

/// <summary>
/// Mutual TLS between silos. Each side shows a certificate, and takes one from the authority of <c>Actors:SiloCaFile</c> that carries the name of <c>Actors:SiloCertificateName</c>:
/// addresses come and go, and an authority may have given certificates to others, too.
/// </summary>
public sealed class SiloTls
{
    private const string CertificateKey = "Actors:SiloCertificate";
    private const string CaKey = "Actors:SiloCaFile";
    private const string NameKey = "Actors:SiloCertificateName";
    private const int MaxName = 200;

    private static readonly Oid[] BothSides = [new("1.3.6.1.5.5.7.3.1", "server authentication"), new("1.3.6.1.5.5.7.3.2", "client authentication")];

    private readonly PemCertificate _own;
    private readonly SslStreamCertificateContext _shown;
    private readonly X509ChainPolicy _policy;
    private readonly string _caFile;
    private readonly string _name;

    private SiloTls(PemCertificate own, X509ChainPolicy policy, ActorsOptions options)
    {
        (_own, _policy, _caFile, _name) = (own, policy, options.SiloCaFile!, options.SiloCertificateName);
        _shown = SslStreamCertificateContext.Create(own.Certificate, own.Chain, offline: true);
    }

    /// <summary>A certificate was refused: why, in a sentence with the way out. Called on the connection's thread, for each connection.</summary>
    public event Action<string>? Refused;

    /// <summary>Reads the certificate of a silo and checks it as other silos will.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>What it makes; null when the settings name no certificate for other silos.</returns>
    /// <exception cref="StartupException">The files cannot be used, or other silos would refuse the certificate.</exception>
    public static SiloTls? Read(ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.SiloCertificate))
        {
            return null;
        }

        var own = PemCertificate.Read(options.SiloCertificate, options.SiloCertificateKey, CertificateKey);
        X509ChainPolicy policy;
        try
        {
            policy = TrustedAuthorities.Policy(options.SiloCaFile!, CaKey);
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException(e.Message, e);
        }

        Check(options, own, policy);
        return new(own, policy, options);
    }

    /// <summary>Sets what Orleans needs for both ends of a connection.</summary>
    /// <param name="tls">Orleans' options.</param>
    public void Apply(TlsOptions tls)
    {
        ArgumentNullException.ThrowIfNull(tls);
        tls.LocalCertificate = _own.Certificate;
        (tls.RemoteCertificateMode, tls.ClientCertificateMode) = (RemoteCertificateMode.RequireCertificate, RemoteCertificateMode.RequireCertificate);
        tls.RemoteCertificateValidation = Accepts;
        // Each connection has a policy of its own, as it is changed by it. Connections stay, so that nothing is won by resuming, which would go without the chain.
        tls.OnAuthenticateAsServer = (_, options) =>
        {
            var server = (SslServerAuthenticationOptions)options.SslServerAuthenticationOptions;
            (server.ServerCertificate, server.ServerCertificateSelectionCallback, server.ServerCertificateContext) = (null, null, _shown);
            (server.CertificateChainPolicy, server.AllowTlsResume) = (_policy.Clone(), false);
        };
        tls.OnAuthenticateAsClient = (_, options) =>
        {
            var client = (SslClientAuthenticationOptions)options.SslClientAuthenticationOptions;
            (client.ClientCertificates, client.ClientCertificateContext, client.TargetHost) = (null, _shown, _name);
            (client.CertificateChainPolicy, client.AllowTlsResume) = (_policy.Clone(), false);
        };
    }

    private static void Check(ActorsOptions options, PemCertificate own, X509ChainPolicy policy)
    {
        using var chain = new X509Chain { ChainPolicy = policy.Clone() };
        chain.ChainPolicy.ExtraStore.AddRange(own.Chain);
        foreach (var side in BothSides)
        {
            chain.ChainPolicy.ApplicationPolicy.Add(side);
        }

        if (!chain.Build(own.Certificate))
        {
            throw new StartupException($"Other silos would refuse the certificate {options.SiloCertificate} ({CertificateKey}): {string.Join(' ', chain.ChainStatus.Select(status => status.StatusInformation).Distinct())} "
                + $"It must be valid now, for server and for client authentication, and come from the authority in {options.SiloCaFile} ({CaKey}), with those between the two in its file.");
        }

        if (!HasName(own.Certificate, options.SiloCertificateName))
        {
            throw new StartupException($"Other silos would refuse the certificate {options.SiloCertificate} ({CertificateKey}): it does not have the DNS name '{options.SiloCertificateName}' ({NameKey}). "
                + $"Give it that name, or set {NameKey} on every silo to a DNS name that all their certificates have, and nobody else's.");
        }
    }

    private bool Accepts(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var why = errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
                ? $"{string.Join(' ', chain?.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct() ?? [])} It must be valid now, and come from the authority in {_caFile} ({CaKey})"
            : errors != SslPolicyErrors.None || !HasName(certificate, _name) ? $"it does not have the DNS name '{_name}' ({NameKey})"
            : null;
        if (why is null)
        {
            return true;
        }

        Refused?.Invoke($"{Bounded(certificate.Subject)}, issued by {Bounded(certificate.Issuer)}: {why}");
        return false;
    }

    private static string Bounded(string name) => name.Length <= MaxName ? name : name[..MaxName];

    private static bool HasName(X509Certificate2 certificate, string name) => certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: false);
}
