using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Actors.Grains.Tests.Links;

/// <summary>Answers every request over TLS with the same JSON, and keeps what came in.</summary>
internal sealed class TlsEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _life = new();
    private readonly StringBuilder _heard = new();
    private readonly TestCertificate _certificate;
    private readonly string _json;
    private readonly Task _serving;

    public TlsEndpoint(TestCertificate certificate, string json)
    {
        (_certificate, _json) = (certificate, json);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Heard => _heard.ToString();

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        _listener.Stop();
        await _serving;
        _life.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_life.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_life.Token);
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate.Certificate }, _life.Token);
                var buffer = new byte[8192];
                _heard.Append(Encoding.UTF8.GetString(buffer, 0, await tls.ReadAsync(buffer, _life.Token)));
                await tls.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {_json.Length}\r\nConnection: close\r\n\r\n{_json}"), _life.Token);
                await tls.ShutdownAsync();
            }
            catch (Exception e) when (e is AuthenticationException or IOException || _life.IsCancellationRequested)
            {
                // The other side hung up, as it does when it does not trust this certificate.
                continue;
            }
        }
    }
}
