using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Actors.Silo.Security;
using Actors.Testing;
using Orleans.Connections.Security;

namespace Actors.Silo.Tests.Security;

/// <summary>Each end of a connection against a stranger that would take anybody.</summary>
public sealed class SiloTlsHandshakeTests : IDisposable
{
    private readonly TestAuthority _authority = new("actors test");
    private readonly TestAuthority _other = new("actors other");
    private readonly List<string> _refused = [];

    public enum Shown
    {
        Nothing,
        OfASilo,
        OfAnotherAuthority,
        OfNoSilo,
        OfAWildcard,
        OutOfDate,
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(Shown.OfASilo, true)]
    [InlineData(Shown.Nothing, false)]
    [InlineData(Shown.OfAnotherAuthority, false)]
    [InlineData(Shown.OfNoSilo, false)]
    [InlineData(Shown.OfAWildcard, false)]
    [InlineData(Shown.OutOfDate, false)]
    public async Task Listener_ACaller_IsTakenWithACertificateOfASiloOnly(Shown shown, bool taken)
    {
        var tls = Silo();
        await using var pair = await Pair.OfAsync();
        var server = new TlsServerAuthenticationOptions { ClientCertificateRequired = true };
        tls.OnAuthenticateAsServer!(null!, server);
        var options = (SslServerAuthenticationOptions)server.SslServerAuthenticationOptions;
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => certificate is X509Certificate2 own && tls.RemoteCertificateValidation!(own, chain, errors);
        using var certificate = Certificate(shown);

        // A caller may think that it is in before the listener has looked at its certificate.
        _ = pair.Client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "anybody", RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null, ApplicationProtocols = options.ApplicationProtocols,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, _authority.Between, offline: true),
        }, Cancelled).ContinueWith(_ => pair.Client.Dispose(), Cancelled, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        var refusal = await Record.ExceptionAsync(() => pair.Server.AuthenticateAsServerAsync(options, Cancelled));

        Assert.Equal(taken, refusal is null);
        Assert.True(taken || refusal is AuthenticationException, $"{refusal}");
        // Who shows none is refused before its certificate is asked about.
        Assert.Equal(taken || shown == Shown.Nothing ? [] : [Reason(shown)], _refused.Select(why => ReasonIn(why)));
    }

    [Theory]
    [InlineData(Shown.OfASilo, true)]
    [InlineData(Shown.OfAnotherAuthority, false)]
    [InlineData(Shown.OfNoSilo, false)]
    [InlineData(Shown.OfAWildcard, false)]
    [InlineData(Shown.OutOfDate, false)]
    public async Task Caller_AListener_IsTakenWithACertificateOfASiloOnly(Shown shown, bool taken)
    {
        var tls = Silo();
        await using var pair = await Pair.OfAsync();
        var client = new TlsClientAuthenticationOptions();
        tls.OnAuthenticateAsClient!(null!, client);
        var options = (SslClientAuthenticationOptions)client.SslClientAuthenticationOptions;
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => certificate is X509Certificate2 own && tls.RemoteCertificateValidation!(own, chain, errors);
        using var certificate = Certificate(shown)!;

        var serving = pair.Server.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, _authority.Between, offline: true), ApplicationProtocols = options.ApplicationProtocols,
            ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
        }, Cancelled);
        var refusal = await Record.ExceptionAsync(() => pair.Client.AuthenticateAsClientAsync(options, Cancelled));

        Assert.Equal(taken, refusal is null);
        Assert.True(taken || refusal is AuthenticationException, $"{refusal}");
        Assert.Equal(taken ? [] : [Reason(shown)], _refused.Select(why => ReasonIn(why)));
        // A listener that is refused may have ended its part before.
        Assert.True(!taken || await Record.ExceptionAsync(() => serving) is null);
    }

    private TlsOptions Silo()
    {
        var tls = new TlsOptions();
        var silo = SiloTls.Read(new() { SiloCertificate = _authority.Issue("actors-silo"), SiloCaFile = _authority.RootFile })!;
        silo.Refused += _refused.Add;
        silo.Apply(tls);
        return tls;
    }

    /// <summary>The setting that a refusal must name.</summary>
    private static string Reason(Shown shown) => shown is Shown.OfNoSilo or Shown.OfAWildcard ? "Actors:SiloCertificateName" : "Actors:SiloCaFile";

    private static string? ReasonIn(string why) => Array.Find(["Actors:SiloCertificateName", "Actors:SiloCaFile"], key => why.Contains(key, StringComparison.Ordinal));

    private X509Certificate2? Certificate(Shown shown)
    {
        var file = shown switch
        {
            Shown.OfASilo => _authority.Issue("actors-silo"),
            Shown.OfAnotherAuthority => _other.Issue("actors-silo"),
            Shown.OfNoSilo => _authority.Issue("localhost"),
            Shown.OfAWildcard => _authority.Issue("*.actors-silo"),
            Shown.OutOfDate => _authority.Issue("actors-silo", expired: true),
            _ => null,
        };
        return file is null ? null : X509Certificate2.CreateFromPemFile(file, file);
    }

    private sealed class Pair(SslStream client, SslStream server) : IAsyncDisposable
    {
        public SslStream Client => client;

        public SslStream Server => server;

        public static async Task<Pair> OfAsync()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var (near, accepting) = (new TcpClient(), listener.AcceptTcpClientAsync(Cancelled).AsTask());
            await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancelled);
            return new(new SslStream(near.GetStream()), new SslStream((await accepting).GetStream()));
        }

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
