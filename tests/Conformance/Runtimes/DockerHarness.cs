using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Docker;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Conformance.Runtimes;

/// <summary>Containers of a real Docker engine, from an image of busybox alone; the shell script of a test is injected as the Worker program.</summary>
public sealed class DockerHarness : RuntimeHarness
{
    /// <summary>Tests of the engine run one after the other: they look at all that is on it.</summary>
    public const string Collection = "docker";

    private const UnixFileMode All = (UnixFileMode)0b111_111_111;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _data = Directory.CreateTempSubdirectory("actors-kit-").FullName;
    private FileStream? _turn;
    private DockerClient? _client;

    public override bool Shared => true;

    /// <summary>Clock of the runtimes that are made from now on.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Loggers of the runtimes that are made from now on.</summary>
    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    /// <summary>A look past the runtime.</summary>
    public DockerClient Client => _client ?? throw new InvalidOperationException("Not initialized.");

    public override async ValueTask InitializeAsync()
    {
        _client = await DockerEngine.ConnectAsync();
        File.SetUnixFileMode(_data, All);
        _turn = await TakeTurnAsync();
        await RemoveLeftoversAsync();
        await DockerEngine.BuildBusyboxAsync(_client, Image);
    }

    public override IWorkerRuntime Create(string script, string installation = Installation, string agent = Agent) =>
        Create(script, new Dictionary<string, string?>(), installation, agent);

    /// <summary>A runtime with further settings.</summary>
    public IWorkerRuntime Create(string script, IReadOnlyDictionary<string, string?> values, string installation = Installation, string agent = Agent, string? caFile = null) =>
        Launch(Program($"#!/bin/sh\n{script}\n"), values, installation, agent, caFile);

    public override IWorkerRuntime CreateBroken() => Launch(Program("#!/no/such/interpreter\n"), new Dictionary<string, string?>(), Installation, Agent, null);

    public override IWorkerRuntime CreateNeverPulling() => Create("exit 0", new Dictionary<string, string?> { ["Docker:PullPolicy"] = "Never" });

    public override IWorkerRuntime CreateMisconfigured() => Create("exit 0", new Dictionary<string, string?> { ["Docker:Binds:1"] = "/no/such/folder:/mnt" });

    public override Task DeleteAsync(AttemptId attempt) => Client.Containers.RemoveContainerAsync(WorkerName.Of(Installation, attempt), new() { Force = true });

    public override Task KillAsync(AttemptId attempt) => Client.Containers.KillContainerAsync(WorkerName.Of(Installation, attempt), new() { Signal = "SIGKILL" });

    public override bool IsAnythingLeft(AttemptId attempt, string installation = Installation, string agent = Agent)
    {
        string[] labels = [$"{WorkerName.InstallationLabel}={installation}", $"{WorkerName.ActivityLabel}={WorkerName.Hash(attempt.Activity)}", $"{WorkerName.AttemptLabel}={attempt.Number}"];
        var filters = Filters(labels);
        return Client.Containers.ListContainersAsync(new() { All = true, Filters = filters }).GetAwaiter().GetResult().Count > 0
            || Client.Volumes.ListAsync(new VolumesListParameters { Filters = filters }).GetAwaiter().GetResult().Volumes is { Count: > 0 };
    }

    public override string SharedFile(string name) => Path.Combine(_data, name);

    public override async ValueTask DisposeAsync()
    {
        if (_turn is not null)
        {
            await RemoveLeftoversAsync();
            await _turn.DisposeAsync();
        }

        _client?.Dispose();
        Directory.Delete(_data, true);
    }

    private string Program(string text)
    {
        var program = Path.Combine(_data, $"program-{Guid.NewGuid():N}");
        File.WriteAllText(program, text);
        return program;
    }

    private IWorkerRuntime Launch(string program, IReadOnlyDictionary<string, string?> values, string installation, string agent, string? caFile) =>
        new DockerRuntimeFactory(Time, Loggers).Create(new()
        {
            Installation = installation,
            AgentKey = agent,
            AgentName = "kit",
            DataFolder = _data,
            WorkerProgram = program,
            CaFile = caFile,
            Values = new Dictionary<string, string?> { ["Docker:Endpoint"] = DockerEngine.Endpoint, ["Docker:Binds:0"] = $"{_data}:{_data}:rw" }.Concat(values).GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value),
        });

    private async Task RemoveLeftoversAsync()
    {
        foreach (var installation in (string[])[Installation, "01OTHERINSTALLATION"])
        {
            var filters = Filters($"{WorkerName.InstallationLabel}={installation}");
            foreach (var container in await Client.Containers.ListContainersAsync(new() { All = true, Filters = filters }))
                await Client.Containers.RemoveContainerAsync(container.ID, new() { Force = true, RemoveVolumes = true });
            foreach (var volume in (await Client.Volumes.ListAsync(new VolumesListParameters { Filters = filters })).Volumes ?? [])
                await Client.Volumes.RemoveAsync(volume.Name);
            foreach (var network in await Client.Networks.ListNetworksAsync(new() { Filters = filters }))
                await Client.Networks.DeleteNetworkAsync(network.ID);
        }
    }

    // Several runs of the tests may share the engine.
    private static async Task<FileStream> TakeTurnAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"actors-kit-docker-{Environment.UserName}.lock");
        for (var begin = TimeProvider.System.GetTimestamp(); ; await Task.Delay(50))
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(begin) < Patience)
            {
                // Another run has it.
            }
        }
    }

    private static Dictionary<string, IDictionary<string, bool>> Filters(params string[] labels) =>
        new() { ["label"] = labels.ToDictionary(label => label, _ => true) };
}
