using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Actors.Contracts.Api;

namespace Actors.Cli.Api;

/// <summary>Speaks to the server. Follows no redirects, so that the token goes nowhere else.</summary>
internal sealed class ApiClient : IDisposable
{
    private const int MaxResponseBytes = 256 << 20;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(100);

    /// <summary>A cluster that has lost a silo needs a few seconds until others have taken its actors over. Who reads is told soon, and may read on.</summary>
    private static readonly TimeSpan ReadsAgainFor = TimeSpan.FromSeconds(10);

    /// <summary>What was asked for would have to be asked for by hand.</summary>
    private static readonly TimeSpan AsksAgainFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AsksAgainAfter = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly bool _hasToken;
    private readonly TimeProvider _time;

    /// <summary>A client of one server.</summary>
    /// <param name="server">Address with a slash at the end.</param>
    /// <param name="token">The token; null for none.</param>
    /// <param name="time">The clock.</param>
    public ApiClient(Uri server, string? token, TimeProvider time)
    {
        _time = time;
        _server = server;
        _hasToken = token is not null;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !server.IsLoopback,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        _http = new(handler, disposeHandler: true) { BaseAddress = server, Timeout = RequestTimeout, MaxResponseContentBufferSize = MaxResponseBytes };
        _http.DefaultRequestHeaders.Accept.Add(new("application/json"));
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }
    }

    /// <summary>Reads a JSON object.</summary>
    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellation)
    {
        using var response = await SendReadAsync(path, cancellation);
        return await ReadObjectAsync(response, cancellation);
    }

    /// <summary>Reads a view.</summary>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await SendReadAsync(path, cancellation);
        return await ReadAsync(response, type, cancellation);
    }

    /// <summary>Sends, once, what must not be done twice.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer; empty when the server sent no body.</returns>
    public async Task<JsonObject> PostOnceAsync(string path, JsonObject? body, CancellationToken cancellation)
    {
        using var response = await SendAsync(Post(path, body, null), cancellation);
        return await ReadOptionalAsync(response, cancellation);
    }

    /// <summary>Sends what is the same when it is sent twice, and so again while the server cannot answer.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="idempotencyKey">The same key asks for the same thing; null for what is the same by itself.</param>
    /// <returns>The answer; empty when the server sent no body.</returns>
    public async Task<JsonObject> PostAsync(string path, JsonObject? body, CancellationToken cancellation, string? idempotencyKey = null)
    {
        using var response = await SendAgainAsync(() => Post(path, body, idempotencyKey), AsksAgainFor, cancellation);
        return await ReadOptionalAsync(response, cancellation);
    }

    /// <summary>Deletes.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancellation)
    {
        using var response = await SendAsync(new(HttpMethod.Delete, path), cancellation);
    }

    /// <summary>Reads a piece of a log.</summary>
    public async Task<LogPiece> GetLogAsync(string path, long offset, CancellationToken cancellation)
    {
        using var response = await SendReadAsync(path, cancellation);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        return new(
            bytes,
            long.TryParse(Header(response, ApiHeaders.LogNext), out var next) ? next : offset + bytes.Length,
            int.TryParse(Header(response, ApiHeaders.LogAttempt), out var attempt) ? attempt : 0,
            bool.TryParse(Header(response, ApiHeaders.LogEnded), out var ended) && ended);
    }

    /// <summary>Opens what is too large, or too secret, to be kept in memory.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer, its body not read yet.</returns>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new("*/*"));
        return SendAsync(request, cancellation, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Opens a stream of server-sent events.</summary>
    /// <param name="path">The path.</param>
    /// <param name="lastEventId">Id of the last event that was received; null: none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer, its body not read yet; null when there is nothing more.</returns>
    public async Task<HttpResponseMessage?> OpenEventsAsync(string path, string? lastEventId, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new(LogEvents.MediaType));
        if (lastEventId is not null)
        {
            request.Headers.Add(LogEvents.LastEventId, lastEventId);
        }

        var response = await SendAsync(request, cancellation, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode != HttpStatusCode.NoContent)
        {
            return response;
        }

        response.Dispose();
        return null;
    }

    /// <summary>Reads a view from JSON that the server sent.</summary>
    /// <exception cref="ApiException">It has another shape: server and program do not fit together.</exception>
    public static T Read<T>(JsonNode? json, JsonTypeInfo<T> type)
    {
        try
        {
            return json.Deserialize(type) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException exception)
        {
            throw NotUnderstood(exception.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Post(string path, JsonObject? body, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add(ApiHeaders.IdempotencyKey, idempotencyKey);
        }

        return request;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static async Task<JsonObject> ReadOptionalAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        response.StatusCode == HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0 ? [] : await ReadObjectAsync(response, cancellation);

    private static async Task<JsonObject> ReadObjectAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return JsonNode.Parse(text) as JsonObject ?? throw NotUnderstood("The answer is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw NotUnderstood(exception.Message);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        Read(await ReadObjectAsync(response, cancellation), type);

    private static ApiException NotUnderstood(string why) => new(
        HttpStatusCode.OK,
        new("NotUnderstood", $"The server's answer is not understood: is it an Actors server of this version? {why}"));

    private Task<HttpResponseMessage> SendReadAsync(string path, CancellationToken cancellation) => SendAgainAsync(() => new(HttpMethod.Get, path), ReadsAgainFor, cancellation);

    private async Task<HttpResponseMessage> SendAgainAsync(Func<HttpRequestMessage> request, TimeSpan limit, CancellationToken cancellation)
    {
        var begin = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return await SendAsync(request(), cancellation);
            }
            catch (ApiException exception) when (exception is { Status: HttpStatusCode.ServiceUnavailable, Error.Code: ErrorCodes.Unavailable } && _time.GetElapsedTime(begin) < limit)
            {
                await Task.Delay(AsksAgainAfter, _time, cancellation);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        HttpResponseMessage response;
        var path = request.RequestUri!.OriginalString;
        using (request)
        {
            try
            {
                response = await _http.SendAsync(request, until, cancellation);
            }
            catch (HttpRequestException exception)
            {
                throw new UnreachableException(_server, exception.Message.TrimEnd('.') + ".");
            }
            catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new UnreachableException(_server, $"no answer within {RequestTimeout.TotalSeconds:0} s.");
            }
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RefusedAsync(response, path, cancellation);
        }
    }

    private async Task<ApiException> RefusedAsync(HttpResponseMessage response, string path, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        ApiError? error = null;
        try
        {
            error = JsonSerializer.Deserialize(text, ApiJson.Default.ErrorResponse)?.Error;
        }
        catch (JsonException)
        {
            // Not from our server, or from something in between: the status has to do.
            error = null;
        }

        error ??= new(response.StatusCode.ToString(), $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.");
        error = error with { Message = ApiPaths.AsTyped(path, error.Message) };
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            var hint = _hasToken
                ? "The token is not the one of this server."
                : "No token was given.";
            error = error with { Message = $"{error.Message} {hint} Set ACTORS_TOKEN, or name the file by --token-file (DATA/admin.token of the server)." };
        }

        return new(response.StatusCode, error);
    }
}
