using System.Net.Http.Headers;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Session;

namespace Actors.Worker.Functions.Relay;

/// <summary>
/// Passes calls on to the controller, again and again while that is away, until there is an answer. Once the job is asked to end, each call has one try: what the function still says may get through,
/// but nothing waits.
/// </summary>
internal sealed class RelayForwarder(ControllerClient controller, JobControl control, TimeProvider time)
{
    private const int MaxAnswer = FunctionProtocol.MaxStateBody;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Passes a call on.</summary>
    /// <param name="request">The call.</param>
    /// <param name="gone">Nobody waits for the answer any more.</param>
    public async Task<RelayAnswer> ForwardAsync(RelayRequest request, CancellationToken gone)
    {
        var mayBeDone = false;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var (answer, reached) = await TryAsync(request, gone);
            if (answer is not null && !ControllerErrors.IsLater(answer.Status))
            {
                return answer.Status == 409 && mayBeDone && await IsWrittenAsync(request, gone) ? new RelayAnswer(200, null, default) : answer;
            }
            mayBeDone |= reached;
            if (!await PauseAsync(pause, gone))
            {
                return answer ?? RelayAnswer.Error(503, "Unavailable", "The controller does not answer, and the job is asked to end.");
            }
        }
    }

    // Without an answer: whether the controller may have heard the call.
    private async Task<(RelayAnswer? Answer, bool Reached)> TryAsync(RelayRequest request, CancellationToken gone)
    {
        using var late = new CancellationTokenSource(request.Route.Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token);
        try
        {
            using var message = Message(request);
            using var answer = await controller.PassOnAsync(message, limit.Token);
            return (await ReadAsync(answer, limit.Token), true);
        }
        catch (HttpRequestException e)
        {
            return (null, e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && !gone.IsCancellationRequested)
        {
            return (null, true);
        }
    }

    private HttpRequestMessage Message(RelayRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(controller.Address + request.Route.Path + request.Query));
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
        }
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return message;
    }

    private static async Task<RelayAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > MaxAnswer)
            {
                return RelayAnswer.Error(500, "TooLarge", $"The controller's answer is larger than {MaxAnswer} bytes.");
            }
            body.Write(buffer, 0, count);
        }
        return new RelayAnswer((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), body.ToArray());
    }

    // Whether there is another try.
    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken gone)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, control.Interrupt);
        try
        {
            await Task.Delay(pause, time, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> IsWrittenAsync(RelayRequest request, CancellationToken gone)
    {
        if (RelayWrite.Of(request) is not { } write)
        {
            return false;
        }
        var there = await ForwardAsync(request with { Method = "GET", Query = write.Query, Body = null }, gone);
        return there.Status == 200 && write.IsIn(there.Body);
    }
}
