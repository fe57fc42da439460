using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Conformance.Runtimes;

/// <summary>A registry on loopback, where engines ask for no TLS, with one image and one user.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, (string Type, byte[] Content)> _blobs = [];
    private readonly string _user;
    private readonly string _password;
    private readonly string _manifest;
    private readonly Task _serving;
    private int _asked;

    public DockerRegistry(string user, string password)
    {
        (_user, _password) = (user, password);
        using var root = DockerEngine.BusyboxRoot();
        using var layer = new MemoryStream();
        using (var gzip = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true))
            root.CopyTo(gzip);
        var zipped = Add("application/vnd.docker.image.rootfs.diff.tar.gzip", layer.ToArray());
        var config = Add("application/vnd.docker.container.image.v1+json", Json(new
        {
            architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64", os = "linux",
            config = new { Env = new[] { "PATH=/bin" }, Entrypoint = new[] { "/bin/echo", "$(KIT)" }, Cmd = new[] { "said" } }, rootfs = new { type = "layers", diff_ids = new[] { Digest(root.ToArray()) } },
        }));
        _manifest = Add(ManifestType, Json(new { schemaVersion = 2, mediaType = ManifestType, config = Link(config), layers = new[] { Link(zipped) } }));
        Host = $"127.0.0.1:{FreePorts.Take()}";
        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Host and port.</summary>
    public string Host { get; }

    /// <summary>How often a manifest was asked for.</summary>
    public int Asked => _asked;

    /// <summary>Whether it leaves every question without an answer.</summary>
    public bool Silent { get; init; }

    /// <summary>A Docker config.json with these credentials.</summary>
    public string Config(string password) => Encoding.UTF8.GetString(Json(new { auths = new Dictionary<string, object> { [Host] = new { auth = Basic(password) } } }));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Close();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
                answers.Add(AnswerAsync(await _listener.GetContextAsync()));
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            if (Silent)
                await Task.Delay(Timeout.Infinite, _end.Token);
            using var response = context.Response;
            var path = context.Request.Url!.AbsolutePath;
            if (context.Request.Headers["Authorization"] != $"Basic {Basic(_password)}")
            {
                response.StatusCode = 401;
                response.AddHeader("WWW-Authenticate", "Basic realm=\"kit\"");
            }
            else if (path != "/v2/")
            {
                var digest = path.EndsWith("/manifests/1", StringComparison.Ordinal) ? _manifest : path.Split('/')[^1];
                if (path.Contains("/manifests/", StringComparison.Ordinal))
                    Interlocked.Increment(ref _asked);
                var (type, content) = _blobs[digest];
                response.ContentType = type;
                response.AddHeader("Docker-Content-Digest", digest);
                response.ContentLength64 = content.Length;
                if (context.Request.HttpMethod == "GET")
                    await response.OutputStream.WriteAsync(content, _end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpListenerException or ObjectDisposedException)
        {
            // The test is over, or the engine has hung up.
        }
    }

    private string Add(string type, byte[] content)
    {
        var digest = Digest(content);
        _blobs[digest] = (type, content);
        return digest;
    }

    private object Link(string digest) => new { mediaType = _blobs[digest].Type, size = _blobs[digest].Content.Length, digest };

    private string Basic(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_user}:{password}"));

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);
}
