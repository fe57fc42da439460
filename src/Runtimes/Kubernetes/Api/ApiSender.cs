using System.Net;
using System.Text;
using System.Text.Json;

namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>
/// Sends calls at the agent's request rate, each within a limit, and repeats what failed for no reason of its own: no answer, 429, 5xx. All calls of the runtime
/// may be repeated: a pod that exists is recognised, one that is gone is no error.
/// </summary>
/// <param name="connection">Way to the server.</param>
/// <param name="bucket">Request rate.</param>
/// <param name="agent">Name of the agent, for metrics.</param>
/// <param name="time">Clock.</param>
internal sealed class ApiSender(KubernetesConnection connection, TokenBucket bucket, string agent, TimeProvider time)
{
    /// <summary>Longest time for one answer, unless the request says otherwise.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private const int LongestStatus = 64 * 1024;

    /// <summary>Sends until there is an answer or <paramref name="patience"/> is over.</summary>
    /// <param name="request">The call.</param>
    /// <param name="patience">Longest time for all tries.</param>
    /// <param name="read">Reads the answer of a call that succeeded.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ApiException">The server refused, or did not answer.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, TimeSpan patience, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await TryAsync(request, read, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsTransient)
            {
                var wait = exception.RetryAfter is { } wish && wish > pause ? wish : pause;
                if (time.GetElapsedTime(begin) + wait > patience)
                    throw;
                await Task.Delay(wait, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Sends once.</summary>
    /// <exception cref="ApiException">The server refused, or did not answer.</exception>
    public async Task<T> TryAsync<T>(ApiRequest request, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var waited = await bucket.WaitAsync(cancellationToken);
        if (waited > TimeSpan.Zero)
            KubernetesMetrics.Waited(agent, waited);
        HttpStatusCode? status = null;
        using var limit = new CancellationTokenSource(request.Limit ?? UsualLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var message = new HttpRequestMessage(request.Method, new Uri(connection.Server, request.Path));
            if (request.Body is { } body)
                message.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, request.MediaType);
            using var response = await connection.SendAsync(message, either.Token);
            status = response.StatusCode;
            return response.IsSuccessStatusCode
                ? await read(response.Content, either.Token)
                : throw await FailureAsync(request, response, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(null, "", $"{request}: the API server {connection.Server} did not answer within {(request.Limit ?? UsualLimit).TotalSeconds:0} s.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ApiException(null, "", $"{request}: the API server {connection.Server} is not reached: {exception.Message}", exception);
        }
        finally
        {
            KubernetesMetrics.Answered(agent, request.Rule, status);
        }
    }

    private static async Task<ApiException> FailureAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await ReadBoundedAsync(response.Content, cancellationToken);
        var (reason, message) = ReadStatus(text);
        return new ApiException(response.StatusCode, reason, $"{request}: the API server says {(int)response.StatusCode}{(reason.Length > 0 ? $" {reason}" : "")}: {message}")
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    private static async Task<string> ReadBoundedAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[LongestStatus];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, false, cancellationToken));
    }

    /// <summary>Reason and message of a Status object; what is none is the message itself.</summary>
    public static (string Reason, string Message) ReadStatus(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("kind", out var kind) && kind.ValueEquals("Status"))
                return (Text(root, "reason"), Text(root, "message"));
        }
        catch (JsonException)
        {
            // A proxy or load balancer in between speaks: its words are the message.
        }

        return ("", text.Trim());
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
