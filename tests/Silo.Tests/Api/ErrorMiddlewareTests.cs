using System.Text.Json;
using Actors.Contracts.Storage;
using Actors.Scheduling.Hosting;
using Actors.Silo.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;

namespace Actors.Silo.Tests.Api;

public sealed class ErrorMiddlewareTests
{
    public static TheoryData<Exception, int> Errors => new()
    {
        { new StoreUnavailableException("The database 'x' is not available; nothing was written."), 503 },
        { new HostPoisonedException(new StoreUnavailableException("The database 'x' is not available; nothing was written.")), 503 },
        { new HostPoisonedException(new InconsistentStateException("another activation stored")), 503 },
        { new TimeoutException(), 503 },
        { new HostPoisonedException(new SizeLimitException("The state", 10)), 500 },
        { new IOException("The file is damaged."), 500 },
        { new InvalidOperationException(), 500 },
        { new SizeLimitException("The document", 10), 413 },
    };

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public async Task Invoke_Error_SaysWhetherTryingAgainIsRight(Exception error, int expected)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };

        await new ErrorMiddleware(_ => throw error, NullLogger<ErrorMiddleware>.Instance).InvokeAsync(context);

        Assert.Equal(expected, context.Response.StatusCode);
        var answer = JsonDocument.Parse(body.ToArray()).RootElement.GetRawText();
        Assert.Equal(expected == 503, answer.Contains("Try again", StringComparison.Ordinal));
        Assert.DoesNotContain("database", answer, StringComparison.Ordinal);
    }
}
