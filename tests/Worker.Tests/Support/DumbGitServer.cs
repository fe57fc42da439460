using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Worker.Tests.Support;

/// <summary>Serves a bare repository as plain files over HTTP, behind a password unless the user is empty.</summary>
internal sealed class DumbGitServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DumbGitServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<DumbGitServer> StartAsync(string root, string user, string password)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        app.Run(async http =>
        {
            var file = Path.GetFullPath(root + http.Request.Path.Value);
            if (user.Length > 0 && http.Request.Headers.Authorization != expected)
            {
                http.Response.StatusCode = 401;
                http.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            }
            else if (file.StartsWith(root, StringComparison.Ordinal) && File.Exists(file))
            {
                await http.Response.SendFileAsync(file);
            }
            else
            {
                http.Response.StatusCode = 404;
            }
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new DumbGitServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
