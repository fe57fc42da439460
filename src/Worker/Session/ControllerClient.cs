using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Contracts.Workers;

namespace Actors.Worker.Session;

/// <summary>The calls of the worker protocol. 5xx, 408, 429 and no answer are tried again until the caller's token says stop.</summary>
internal sealed partial class ControllerClient(HttpClient http, Uri address, TimeProvider time)
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private AuthenticationHeaderValue? _authorization;
    private string? _trace;

    /// <summary>Timestamp of the sending of the last call that was answered well.</summary>
    public long Answered { get; private set; }

    /// <summary>Address of the controller, without a slash at its end.</summary>
    public string Address => address.AbsoluteUri.TrimEnd('/');

    /// <summary>Address of the OpenTofu state of the job's resource.</summary>
    public Uri StateAddress => At("state");

    /// <summary>Trades the ticket; later calls carry the token of the answer.</summary>
    public async Task<SessionResponse> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var session = await CallAsync(HttpMethod.Post, "session", () => Json(request, WorkerJson.Default.SessionRequest), WorkerJson.Default.SessionResponse, cancellationToken);
        _authorization = new AuthenticationHeaderValue("Bearer", session.Token);
        _trace = session.TraceParent;
        return session;
    }

    /// <summary>One heartbeat, not repeated: the next one follows anyway.</summary>
    /// <exception cref="HttpRequestException">No answer, or one that is no answer.</exception>
    public async Task<HeartbeatResponse> HeartbeatAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, "heartbeat", () => null, CallTime, cancellationToken);
        return await ReadAsync(answer, WorkerJson.Default.HeartbeatResponse, cancellationToken);
    }

    /// <summary>A chunk of log.</summary>
    public Task<LogResponse> AppendLogAsync(long offset, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"log?offset={offset}", () => Bytes(new ReadOnlyMemoryContent(chunk), "text/plain"), WorkerJson.Default.LogResponse, cancellationToken);

    /// <summary>Uploads a file as an artifact.</summary>
    public Task UploadAsync(string name, string file, CancellationToken cancellationToken) => UploadAsync(new Uri($"artifacts/{Uri.EscapeDataString(name)}", UriKind.Relative), file, cancellationToken);

    private async Task UploadAsync(Uri path, string file, CancellationToken cancellationToken)
    {
        using var answer = await RetryAsync(
            HttpMethod.Put, path.OriginalString, () => Bytes(new StreamContent(File.OpenRead(file)), "application/octet-stream"), Timeout.InfiniteTimeSpan, cancellationToken);
    }

    /// <summary>Downloads an artifact into a file.</summary>
    public Task DownloadAsync(ArtifactRef artifact, string file, CancellationToken cancellationToken) =>
        DownloadAsync($"artifacts/{Uri.EscapeDataString(artifact.Activity)}/{Uri.EscapeDataString(artifact.Name)}", file, cancellationToken);

    private async Task DownloadAsync(string path, string file, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            using var answer = await RetryAsync(HttpMethod.Get, path, () => null, Timeout.InfiniteTimeSpan, cancellationToken);
            try
            {
                await using var target = File.Create(file);
                await answer.Content.CopyToAsync(target, cancellationToken);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Reports how the job ended.</summary>
    public async Task ReportAsync(WorkerResult result, CancellationToken cancellationToken)
    {
        using var answer = await RetryAsync(HttpMethod.Post, "result", () => Json(result, WorkerJson.Default.WorkerResult), CallTime, cancellationToken);
    }

    /// <summary>Sends somebody else's call, once: with its own credentials, and none of this session's.</summary>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public Task<HttpResponseMessage> PassOnAsync(HttpRequestMessage call, CancellationToken cancellationToken) => http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private async Task<T> CallAsync<T>(HttpMethod method, string path, Func<HttpContent?> content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var answer = await RetryAsync(method, path, content, CallTime, cancellationToken);
        return await ReadAsync(answer, type, cancellationToken);
    }

    private async Task<HttpResponseMessage> RetryAsync(HttpMethod method, string path, Func<HttpContent?> content, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                return await SendAsync(method, path, content, limit, cancellationToken);
            }
            catch (HttpRequestException) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Func<HttpContent?> content, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, At(path)) { Content = content() };
        request.Headers.Authorization = _authorization;
        Trace(request);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        HttpResponseMessage answer;
        var sent = time.GetTimestamp();
        try
        {
            // A small answer is read within the time of the call; only an artifact is streamed.
            var completion = method == HttpMethod.Get ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
            answer = await http.SendAsync(request, completion, timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{method} {path}: no answer within {limit.TotalSeconds} s", e);
        }
        if (answer.IsSuccessStatusCode)
        {
            Answered = sent;
            return answer;
        }
        using (answer)
        {
            throw await ControllerErrors.OfAsync(answer, $"{method} {path.Split('?')[0]}", timeout.Token);
        }
    }

    private void Trace(HttpRequestMessage request)
    {
        if (_trace is not null)
        {
            request.Headers.TryAddWithoutValidation(WorkerProtocol.TraceParent, _trace);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) ?? throw new ControllerException("The controller's answer is empty.");
        }
        catch (JsonException e)
        {
            throw new ControllerException($"The controller's answer is no {typeof(T).Name}: {e.Message}");
        }
    }

    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type) => Bytes(new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type)), "application/json");

    private static T Bytes<T>(T content, string type)
        where T : HttpContent
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private Uri At(string path) => new($"{Address}/workers/v1/{path}");
}
