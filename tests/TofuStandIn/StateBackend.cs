using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Actors.TofuStandIn;

/// <summary>Terraform's HTTP state backend, or a file where the module names none.</summary>
internal sealed class StateBackend : IDisposable
{
    private readonly Dictionary<string, string>? _settings;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly string _lockId = Guid.NewGuid().ToString();

    public StateBackend(Dictionary<string, string>? settings)
    {
        _settings = settings;
        if (settings is not null)
        {
            _http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings["username"]}:{settings["password"]}")));
        }
    }

    public async Task<JsonObject?> ReadAsync()
    {
        if (_settings is null)
        {
            return File.Exists("terraform.tfstate") ? (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync("terraform.tfstate"))! : null;
        }
        using var answer = await SendAsync(HttpMethod.Get, _settings["address"], null);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NoContent)
        {
            return null;
        }
        var body = answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : throw new StandInException($"Failed to get state: HTTP {(int)answer.StatusCode}");
        return body.Length == 0 ? null : (JsonObject)JsonNode.Parse(body)!;
    }

    public async Task WriteAsync(JsonObject state)
    {
        if (_settings is null)
        {
            await File.WriteAllTextAsync("terraform.tfstate", state.ToJsonString());
            return;
        }
        using var answer = await SendAsync(HttpMethod.Post, $"{_settings["address"]}?ID={_lockId}", state.ToJsonString());
        if (!answer.IsSuccessStatusCode)
        {
            throw new StandInException($"Failed to save state: HTTP {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    public async Task LockAsync(string operation, TimeSpan timeout)
    {
        if (_settings is null)
        {
            return;
        }
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await SendAsync(new HttpMethod(_settings["lock_method"]), _settings["lock_address"], LockInfo(operation));
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
            if (answer.StatusCode is not (HttpStatusCode.Locked or HttpStatusCode.Conflict) || TimeProvider.System.GetElapsedTime(start) >= timeout)
            {
                throw new StandInException($"Error acquiring the state lock\n\nHTTP {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    public async Task UnlockAsync(string operation)
    {
        if (_settings is not null)
        {
            using var answer = await SendAsync(new HttpMethod(_settings["unlock_method"]), _settings["unlock_address"], LockInfo(operation));
            if (!answer.IsSuccessStatusCode)
            {
                throw new StandInException($"Error releasing the state lock: HTTP {(int)answer.StatusCode}");
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private string LockInfo(string operation) =>
        new JsonObject { ["ID"] = _lockId, ["Operation"] = operation, ["Info"] = "", ["Who"] = "stand-in", ["Version"] = "1.8.0", ["Created"] = "2025-01-01T00:00:00Z", ["Path"] = "" }.ToJsonString();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? body)
    {
        var retries = int.Parse(_settings!.GetValueOrDefault("retry_max", "2"), System.Globalization.CultureInfo.InvariantCulture);
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            try
            {
                var answer = await _http.SendAsync(request);
                if ((int)answer.StatusCode < 500 || attempt >= retries)
                {
                    return answer;
                }
                answer.Dispose();
            }
            catch (HttpRequestException e) when (attempt >= retries)
            {
                throw new StandInException($"the state backend does not answer: {e.Message}");
            }
            catch (HttpRequestException)
            {
            }
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }
}
