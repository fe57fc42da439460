using Actors.Testing;

namespace Actors.Cluster.Samples;

/// <summary>A silo with the samples' agent on an engine.</summary>
internal sealed class SampleSilo : IAsyncDisposable
{
    private readonly SiloProcess _silo;

    public SampleSilo(SiloProcess silo, string host) => (_silo, Host, Client) = (silo, host, new(silo));

    /// <summary>Address of this machine that the workers reach.</summary>
    public string Host { get; }

    public Client Client { get; }

    public string Tail => _silo.Tail;

    /// <summary>Applies a sample, with texts of it replaced by what is there in the test.</summary>
    public Task ApplyAsync(string name, params (string Old, string New)[] changes)
    {
        var yaml = File.ReadAllText(Path.Combine(SourceTree.Sample(name), $"{name}.yaml"));
        foreach (var (old, now) in changes)
        {
            Assert.Contains(old, yaml, StringComparison.Ordinal);
            yaml = yaml.Replace(old, now, StringComparison.Ordinal);
        }

        return Client.ApplyAsync(yaml);
    }

    public async Task RunAsync(string verb, string environment, string end)
    {
        await Client.AskAsync(verb, environment);
        await Client.EndsAsync(environment, end);
    }

    public async Task<JsonNode> OutputAsync(string environment) => (await Client.EnvironmentAsync(environment))["status"]!["output"]!;

    /// <summary>State and reason of each activity.</summary>
    public async Task<Dictionary<string, (string State, string Reason)>> EndsAsync(string environment) =>
        (await Client.ActivitiesAsync(environment)).ToDictionary(Client.Name, activity => (Client.State(activity), activity["status"]!["reason"]?.GetValue<string>() ?? ""));

    public async Task<string> LogAsync(string environment, string activity) => (await Client.LogAsync(environment, activity)).Body;

    public int FreePort() => FreePorts.Take();

    /// <summary>After everything: no worker, lock or token is left.</summary>
    public Task NothingIsLeftAsync() => _silo.NothingIsLeftAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _silo.DisposeAsync();
    }
}
