using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Contracts.Agents;

namespace Actors.Cluster.Security;

/// <summary>The test as an agent over HTTP: it takes leases, and so sees the tickets that only workers see.</summary>
internal sealed class ActingAgent : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _key;
    private readonly List<ActivityLease> _held = [];
    private long _epoch;
    private long _number;

    public ActingAgent(SiloProcess silo, string name, string token)
    {
        _key = $"default/default/{name}";
        _http = new() { BaseAddress = silo.Api };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<RegisterResponse> RegisterAsync(string engine)
    {
        var answer = await PostAsync<RegisterResponse>("register", new RegisterRequest(_key, engine, "process", [AgentProtocol.Version], null));
        _epoch = answer.Epoch;
        return answer;
    }

    /// <summary>Polls until an activity is leased.</summary>
    public async Task<ActivityLease> LeaseOfAsync(string activity)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                if (Find(activity) is null)
                {
                    var request = new PollRequest(_key, _epoch, ++_number, 10 - _held.Count, [.. _held.Select(lease => lease.Attempt)]);
                    var answer = await PostAsync<PollResponse>("poll", request);
                    Assert.Equal(SessionStatus.Live, answer.Session);
                    _held.RemoveAll(lease => answer.Over.Contains(lease.Attempt));
                    _held.AddRange(answer.Leases.Where(lease => _held.All(held => held.Attempt != lease.Attempt)));
                }

                return Find(activity) is not null;
            },
            $"{activity} is leased");
        return Find(activity)!;
    }

    public void Dispose() => _http.Dispose();

    private ActivityLease? Find(string activity) => _held.Find(lease => lease.Attempt.Activity.EndsWith("/" + activity, StringComparison.Ordinal));

    private async Task<T> PostAsync<T>(string what, object body)
    {
        using var answer = await _http.PostAsJsonAsync($"/agents/v1/{what}", body, JsonSerializerOptions.Web, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{what}: {answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!;
    }
}
