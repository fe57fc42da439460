using System.Diagnostics.CodeAnalysis;

namespace Actors.Runtimes.Docker;

/// <summary>Address of an engine.</summary>
/// <param name="Text">As it was set, for messages.</param>
/// <param name="Socket">Path of the Unix socket; null for TCP.</param>
/// <param name="Http">Base address of the requests.</param>
/// <param name="Certificates">Folder with the files of <see cref="CertificateFiles"/>; null: no TLS.</param>
internal sealed record DockerEndpoint(string Text, string? Socket, Uri Http, string? Certificates)
{
    private const int PlainPort = 2375;
    private const int TlsPort = 2376;

    /// <summary>Files of an engine behind TLS.</summary>
    public static IReadOnlyList<string> CertificateFiles { get; } = ["ca.pem", "cert.pem", "key.pem"];

    /// <summary>Whether the engine takes orders from whoever reaches it over a network.</summary>
    public bool Unprotected => Socket is null && Certificates is null && !Http.IsLoopback;

    /// <summary>Parses an address.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static DockerEndpoint Parse(string text, string? certificates = null) =>
        TryParse(text, certificates, out var endpoint, out var problem) ? endpoint : throw new InvalidOperationException(problem);

    /// <summary>Parses an address.</summary>
    public static bool TryParse(string text, string? certificates, [NotNullWhen(true)] out DockerEndpoint? endpoint, [NotNullWhen(false)] out string? problem)
    {
        (endpoint, problem) = Read(text, certificates);
        return endpoint is not null;
    }

    private static (DockerEndpoint? Endpoint, string? Problem) Read(string text, string? certificates)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return (null, $"'{text}' is neither unix:///PATH nor tcp://HOST:PORT.");
        switch (uri.Scheme)
        {
            case "unix" when uri.Host.Length == 0 && uri.AbsolutePath.Length > 1:
                return certificates is null ? (new(text, uri.LocalPath, new("http://docker/"), null), null) : (null, "a Unix socket has no certificates.");
            case "tcp" when uri.Host.Length > 0 && uri.AbsolutePath == "/":
                var port = uri.Port > 0 ? uri.Port : certificates is null ? PlainPort : TlsPort;
                return (new(text, null, new UriBuilder(certificates is null ? "http" : "https", uri.Host, port).Uri, certificates), null);
            default:
                return (null, $"'{text}' is neither unix:///PATH nor tcp://HOST:PORT.");
        }
    }
}
