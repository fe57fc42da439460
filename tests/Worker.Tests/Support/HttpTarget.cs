using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Worker.Tests.Support;

/// <summary>A server that templates call: real HTTP, and it remembers what it heard.</summary>
internal sealed class HttpTarget : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpTarget(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());
    public ConcurrentQueue<(string Method, string Path, IHeaderDictionary Headers, string Body)> Heard { get; } = new();

    public static async Task<HttpTarget> StartAsync(Func<HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var target = new HttpTarget(builder.Build());
        target._app.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
            var text = await body.ReadToEndAsync(context.RequestAborted);
            target.Heard.Enqueue((context.Request.Method, context.Request.Path + context.Request.QueryString, new HeaderDictionary(context.Request.Headers.ToDictionary()), text));
            await answer(context);
        });
        await target._app.StartAsync(TestContext.Current.CancellationToken);
        return target;
    }

    public static Task Redirect(HttpContext context, int status, Uri to, bool relative = false)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = relative ? to.OriginalString : to.AbsoluteUri;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
