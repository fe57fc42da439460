namespace Actors.Cluster.Drills;

/// <summary>A controller, and agents in silos of their own, each with an engine of its own, which reach it over HTTP with their tokens.</summary>
internal sealed class Planes : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, SiloProcess> _agents = [];

    private Planes(SiloProcess controller) => (Controller, Client) = (controller, new(controller));

    public SiloProcess Controller { get; }

    public Client Client { get; }

    public SiloProcess this[string agent] => _agents[agent];

    /// <summary>The end of what each silo has written, for messages.</summary>
    public string Tail => $"--- controller{Environment.NewLine}{Controller.Tail}{Environment.NewLine}"
        + string.Join(Environment.NewLine, _agents.Select(agent => $"--- {agent.Key}{Environment.NewLine}{agent.Value.Tail}"));

    /// <summary>Starts the controller and stores the agents <c>east</c> and <c>west</c>, which are not there yet.</summary>
    public static async Task<Planes> StartAsync(params string[] arguments)
    {
        var planes = new Planes(await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller", .. arguments]));
        await planes.Client.ApplyAsync(Documents.Agent("east") + Documents.Agent("west"));
        return planes;
    }

    /// <summary>Starts the silo of an agent.</summary>
    /// <param name="name">The agent.</param>
    /// <param name="api">Where it reaches the controller; null: where the controller listens.</param>
    /// <param name="workers">Where its workers do.</param>
    /// <param name="path">A folder whose programs its workers find first.</param>
    public async Task AddAgentAsync(string name, Uri? api = null, Uri? workers = null, string? path = null)
    {
        var token = _folder.Write(name, await Client.MustAsync("create", "token", "--agent", name));
        _agents[name] = await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Roles", "agent", "--Actors:Controller", $"{api ?? Controller.Api}", $"--Actors:Agents:{name}:TokenFile", token, $"--Actors:Agents:{name}:WorkerUrl", $"{workers ?? Controller.Workers}",
            $"--Actors:Agents:{name}:GitSchemes", "http",
        ], path is null ? null : new Dictionary<string, string?> { ["PATH"] = $"{path}:{Environment.GetEnvironmentVariable("PATH")}" });
        await Eventually.TrueAsync(async () => (await Client.AgentAsync(name)).IsOnline, $"agent {name} is online", () => Tail);
    }

    /// <summary>Whether an agent holds an activity of an environment, or its worker runs it.</summary>
    public async Task<bool> LeasedByAsync(string environment, string activity, string agent) => (await Client.ActivitiesAsync(environment)).Any(item =>
        Support.Client.Name(item).StartsWith(activity, StringComparison.Ordinal) && Support.Client.State(item) is "Leased" or "Running" or "Succeeded" && $"{item["status"]!["agent"]}".Split('/')[^1] == agent);

    /// <summary>kill -9 of an agent's silo and of all its workers, as when their host is gone.</summary>
    public async Task KillHostAsync(string agent)
    {
        await _agents[agent].KillAsync();
        await Eventually.TrueAsync(
            () =>
            {
                var left = WorkerProcesses.Of(_agents[agent].WorkerFolder);
                foreach (var pid in left)
                {
                    Child.Signal(pid, 9);
                }

                return left.Count == 0;
            },
            "the workers are killed");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents.Values)
        {
            await agent.DisposeAsync();
        }

        Client.Dispose();
        await Controller.DisposeAsync();
        _folder.Dispose();
    }
}
