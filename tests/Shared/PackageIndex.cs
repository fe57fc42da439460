using System.IO.Compression;
using System.Net;
using System.Text;

namespace Actors.Testing;

/// <summary>An index of Python packages, as pip asks it: one package, <c>actors-probe</c> 1.5, with <c>VERSION</c> in the module <c>actors_probe</c>.</summary>
internal sealed class PackageIndex : IAsyncDisposable
{
    /// <summary>Name of the package's only file.</summary>
    public const string Wheel = "actors_probe-1.5-py3-none-any.whl";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private int _downloads;

    /// <summary>Starts it.</summary>
    /// <param name="host">Address of this machine that it is asked at.</param>
    public PackageIndex(string host = "127.0.0.1")
    {
        var address = $"http://{host}:{FreePorts.Take()}/";
        Address = $"{address}simple";
        _listener.Prefixes.Add(address);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What the variable PIP_INDEX_URL says.</summary>
    public string Address { get; }

    /// <summary>How often the package was fetched.</summary>
    public int Downloads => Volatile.Read(ref _downloads);

    public async ValueTask DisposeAsync()
    {
        // Not stopped before: that lets the port go, and closing would take it once more for a moment.
        _listener.Close();
        await _serving;
    }

    /// <summary>The package's only file.</summary>
    public static byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[]
            {
                ("actors_probe.py", "VERSION = '1.5'\n"),
                ("actors_probe-1.5.dist-info/METADATA", "Metadata-Version: 2.1\nName: actors-probe\nVersion: 1.5\n"),
                ("actors_probe-1.5.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
                ("actors_probe-1.5.dist-info/RECORD", "actors_probe.py,,\nactors_probe-1.5.dist-info/METADATA,,\nactors_probe-1.5.dist-info/WHEEL,,\nactors_probe-1.5.dist-info/RECORD,,\n"),
            })
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    private async Task ServeAsync()
    {
        while (await NextAsync() is { } context)
        {
            try
            {
                using var answer = context.Response;
                await answer.OutputStream.WriteAsync(AnswerTo(context.Request.Url!.AbsolutePath, answer));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Who asked is gone.
            }
        }
    }

    private async Task<HttpListenerContext?> NextAsync()
    {
        try
        {
            return await _listener.GetContextAsync();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            return null;
        }
    }

    private byte[] AnswerTo(string path, HttpListenerResponse answer)
    {
        switch (path)
        {
            case "/simple/actors-probe/":
                answer.ContentType = "text/html";
                return Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body><a href=\"/{Wheel}\">{Wheel}</a></body></html>");
            case $"/{Wheel}":
                Interlocked.Increment(ref _downloads);
                return Bytes();
            default:
                answer.StatusCode = 404;
                return [];
        }
    }
}
