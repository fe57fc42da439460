using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Actors.Worker.Tests.Support;

/// <summary>An index of Python packages, as pip asks it: one package, <c>actors-probe</c> 1.5.</summary>
internal sealed class PackageIndex : IAsyncDisposable
{
    public const string Wheel = "actors_probe-1.5-py3-none-any.whl";
    private readonly HttpTarget _target;

    private PackageIndex(HttpTarget target) => _target = target;

    /// <summary>What the variable PIP_INDEX_URL says.</summary>
    public string Address => new Uri(_target.Address, "simple").AbsoluteUri;

    /// <summary>How often the package was fetched.</summary>
    public int Downloads => _target.Heard.Count(call => call.Path == $"/{Wheel}");

    public static async Task<PackageIndex> StartAsync() => new(await HttpTarget.StartAsync(AnswerAsync));

    public ValueTask DisposeAsync() => _target.DisposeAsync();

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

    private static async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/simple/actors-probe/":
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync($"<!DOCTYPE html><html><body><a href=\"/{Wheel}\">{Wheel}</a></body></html>");
                break;
            case $"/{Wheel}":
                await context.Response.Body.WriteAsync(Bytes());
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }
}
