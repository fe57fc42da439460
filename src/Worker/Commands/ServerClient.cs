using System.Net;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Commands;

/// <summary>Calls a program of this very worker, on loopback: no proxy, no redirects, no cookies.</summary>
internal sealed class ServerClient(int port) : IDisposable
{
    private const string ContentType = "Content-Type";
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        BaseAddress = new UriBuilder(Uri.UriSchemeHttp, IPAddress.Loopback.ToString(), port).Uri,
        // Each call has its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Makes a call that must be answered.</summary>
    /// <param name="call">The call.</param>
    /// <param name="stop">Ends with the program, or with the job.</param>
    /// <param name="cutsErrors">An answer that is no success may be too large: then its beginning counts.</param>
    /// <returns>Status code and body.</returns>
    /// <exception cref="JobFailure">There was no answer, or none in time, or it is too large; or the call is not valid.</exception>
    public async Task<ServerAnswer> CallAsync(ServerCall call, CancellationToken stop, bool cutsErrors = false)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(call.Timeout);
        try
        {
            return await SendAsync(call, limit.Token, cutsErrors);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new JobFailure(ReasonCode.DeadlineExceeded, $"The server did not answer {call} within {call.Timeout.TotalSeconds:0} s.", tail: 12);
        }
        catch (HttpRequestException e)
        {
            // The end of the program is told rather than the connection that it broke.
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), stop));
            stop.ThrowIfCancellationRequested();
            throw new JobFailure(ReasonCode.JobFailed, $"The server did not answer {call}: {(e.InnerException ?? e).Message}", tail: 12);
        }
    }

    /// <summary>Makes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="stop">Ends with the program, or with the job.</param>
    /// <param name="cutsErrors">An answer that is no success may be too large: then its beginning counts.</param>
    /// <returns>Status code and body.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    /// <exception cref="JobFailure">The call is not valid, or its answer is too large.</exception>
    public async Task<ServerAnswer> SendAsync(ServerCall call, CancellationToken stop, bool cutsErrors = false)
    {
        using var request = Request(call);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        await using var stream = await answer.Content.ReadAsStreamAsync(stop);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, stop) is > 0 and var count)
        {
            if (body.Length + count > call.MaxAnswerBytes)
            {
                if (cutsErrors && !answer.IsSuccessStatusCode)
                {
                    return Answer(isCut: true);
                }
                throw new JobFailure(ReasonCode.LimitExceeded, $"The server's answer to {call} is larger than the {call.MaxAnswerBytes} bytes that it may have.");
            }
            body.Write(buffer, 0, count);
        }
        return Answer(isCut: false);

        ServerAnswer Answer(bool isCut) => new((int)answer.StatusCode, Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)) { IsCut = isCut };
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(ServerCall call)
    {
        // Two slashes would name another host.
        if (!call.Path.StartsWith('/') || !Uri.TryCreate(_http.BaseAddress, call.Path, out var address) || address.Authority != _http.BaseAddress!.Authority)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The path of a call is '{call.Path}': it must begin with one '/', and stay on the worker's own server.");
        }
        var request = new HttpRequestMessage(new HttpMethod(call.Method), address);
        // Each call has its connection: one that is kept may be closed by the server just when a call begins, which must not be made twice. And servers of one thread wait for its end.
        request.Headers.ConnectionClose = true;
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        }
        foreach (var (name, value) in call.Headers)
        {
            var taken = name.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
                ? request.Content?.Headers.TryAddWithoutValidation(name, value) ?? true
                : request.Headers.TryAddWithoutValidation(name, value);
            if (!taken)
            {
                throw new JobFailure(ReasonCode.InvalidInput, $"'{name}' is no header of a call.");
            }
        }
        return request;
    }
}
